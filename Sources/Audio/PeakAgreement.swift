extension PeakPyramid {
  /// Whether `recording`, which seeks near, has here and there the peaks that decoding from the start gave: in eight stretches
  /// of a sixth of a second or more, the first at the start and the last at the end.
  ///
  /// Not, where the recording has more frames than its header claims: what is behind the claim is not to be reached so.
  /// - Throws: `AudioError.changed`, `.system` of reading.
  public func agrees(with recording: Recording) throws -> Bool {
    guard recording.info.sampleRate == sampleRate, recording.info.claimedFrames >= frames else {
      return false
    }
    let length = max(1, (1 << 13) / blockLength)
    let last = max(0, levels[0].count - length)
    for number in 0..<8 {
      let first = last * number / 7
      let blocks = first..<min(first + length, levels[0].count)
      let range = blocks.lowerBound * blockLength..<min(blocks.upperBound * blockLength, frames)
      guard !range.isEmpty else { continue }
      var found = [Peak](repeating: .none, count: 1)
      try recording.join([Recording.PeakPart(frames: range, column: 0)], to: &found)
      var expected = Peak.none
      for block in blocks { expected.join(levels[0][block]) }
      guard PeakPyramid.isSame(found[0].shown, expected.shown) else { return false }
    }
    return true
  }

  /// Up to what decoders' rounding can make.
  private static func isSame(_ left: Peak, _ right: Peak) -> Bool {
    abs(left.low - right.low) < 1e-3 && abs(left.high - right.high) < 1e-3
  }
}
