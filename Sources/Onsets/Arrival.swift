/// A sound that rises out of what was before it: a direct sound, a reflection, or something else that bangs.
package struct Arrival: Equatable, Sendable {
  /// The first sample that rises out of the background, at 16 kHz.
  package var offset: Int
  /// dB by which the 4 ms after are above the 50 ms before, in the band where this is most.
  package var rise: Float
  /// dB of the loudest 4 ms of the 10 ms after it, relative to full scale.
  package var level: Float

  package init(offset: Int, rise: Float, level: Float) {
    self.offset = offset
    self.rise = rise
    self.level = level
  }
}

extension Array<Arrival> {
  /// The index of the first arrival not before `offset`.
  package func firstIndex(notBefore offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The index of the arrival nearest to `offset`, no further than `tolerance` from it.
  package func nearest(to offset: Int, within tolerance: Int) -> Int? {
    let after = firstIndex(notBefore: offset)
    var found: Int?
    var distance = tolerance
    if after < count, self[after].offset - offset <= distance {
      found = after
      distance = self[after].offset - offset
    }
    if after > 0, offset - self[after - 1].offset <= distance { found = after - 1 }
    return found
  }
}
