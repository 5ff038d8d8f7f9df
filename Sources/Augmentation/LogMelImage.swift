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

  /// The image's cells, to be changed where they lie.
  mutating func withCells(_ body: (inout LogMelCells) -> Void) {
    let (nMels, frames, onset) = (nMels, frames, onset)
    self.onset = values.withUnsafeMutableBufferPointer { buffer in
      var cells = LogMelCells(buffer, nMels: nMels, frames: frames, onset: onset)
      body(&cells)
      return cells.onset
    }
  }
}
