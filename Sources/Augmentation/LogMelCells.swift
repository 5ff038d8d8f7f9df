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
      var row = first + bands.lowerBound * frames + columns.lowerBound
      for _ in 0..<bands.count {
        row.update(repeating: value, count: columns.count)
        row += frames
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
