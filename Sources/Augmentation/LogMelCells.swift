/// The cells of a log-mel image where they lie, by itself or in a batch: what transforms of images change.
///
/// Valid as long as the memory that it points to.
package struct LogMelCells {
  /// `[nMels, frames]`, row-major, in dB; the first band is the lowest.
  package let values: UnsafeMutableBufferPointer<Float>
  /// Bands.
  package let nMels: Int
  /// Frames.
  package let frames: Int
  /// The frames whose windows hold the onset's first samples; `nil` where the onset is not known.
  package internal(set) var onset: ClosedRange<Int>?

  /// An image; `values` holds `nMels` · `frames` numbers.
  package init(
    _ values: UnsafeMutableBufferPointer<Float>, nMels: Int, frames: Int, onset: ClosedRange<Int>? = nil
  ) {
    precondition(values.count == nMels * frames, "an image of other bands and frames than were said")
    self.values = values
    self.nMels = nMels
    self.frames = frames
    self.onset = onset
  }

  /// Sets the cells of some bands and frames.
  func fill(bands: Range<Int>, frames columns: Range<Int>, with value: Float) {
    guard let first = values.baseAddress else { return }
    let (bands, columns) = (bands.clamped(to: 0..<nMels), columns.clamped(to: 0..<frames))
    if columns.count == frames {
      (first + bands.lowerBound * frames).update(repeating: value, count: bands.count * frames)
    } else {
      let corner = first + bands.lowerBound * frames + columns.lowerBound
      if columns.count <= LogMelCells.fewFrames {
        fill(from: corner, bands: bands.count, frames: columns.count, with: value)
        return
      }
      for band in 0..<bands.count {
        (corner + band * frames).update(repeating: value, count: columns.count)
      }
    }
  }

  /// Up to so many frames, beginning a band costs more than filling it.
  private static let fewFrames = 8

  /// Sets a few frames, one after the other from the first band to the last.
  private func fill(
    from corner: UnsafeMutablePointer<Float>, bands: Int, frames count: Int, with value: Float
  ) {
    for frame in 0..<count {
      var cell = corner + frame
      for _ in 0..<bands {
        cell.pointee = value
        cell += frames
      }
    }
  }

  /// Adds dB to the cells of some bands and frames.
  func add(_ decibels: Float, bands: Range<Int>, frames columns: Range<Int>) {
    for band in bands.clamped(to: 0..<nMels) {
      for frame in columns.clamped(to: 0..<frames) { values[band * frames + frame] += decibels }
    }
  }
}
