import Basis

/// A chunk's log-mel image on its way through a recipe.
package struct LogMelImage: Equatable, Sendable {
  /// `[nMels, frames]`, row-major, in dB; the first band is the lowest.
  package var values: [Float]
  /// Bands.
  package let nMels: Int
  /// Frames.
  package let frames: Int
  /// The frames whose windows hold the onset's first samples; `nil` where the onset is not known.
  package internal(set) var onset: ClosedRange<Int>?

  /// An image; `values` holds `nMels` · `frames` numbers.
  package init(values: [Float], nMels: Int, frames: Int, onset: ClosedRange<Int>? = nil) {
    self.values = values
    self.nMels = nMels
    self.frames = frames
    self.onset = onset
  }

  /// Sets the cells of some bands and frames.
  mutating func fill(bands: Range<Int>, frames columns: Range<Int>, with value: Float) {
    let (bands, columns) = (bands.clamped(to: 0..<nMels), columns.clamped(to: 0..<frames))
    let count = frames
    values.withUnsafeMutableBufferPointer { cells in
      if columns.count == count {
        cells[bands.lowerBound * count..<bands.upperBound * count].update(repeating: value)
      } else {
        for band in bands {
          cells[band * count + columns.lowerBound..<band * count + columns.upperBound].update(
            repeating: value)
        }
      }
    }
  }

  /// Adds dB to the cells of some bands and frames.
  mutating func add(_ decibels: Float, bands: Range<Int>, frames columns: Range<Int>) {
    for band in bands.clamped(to: 0..<nMels) {
      for frame in columns.clamped(to: 0..<frames) { values[band * frames + frame] += decibels }
    }
  }
}
