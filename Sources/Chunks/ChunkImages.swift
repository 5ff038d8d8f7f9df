import Augmentation
import Basis
import Features

/// Makes log-mel images of chunks, and does to a copy's image what was drawn for it: masks cannot live in a WAV file.
package struct ChunkImages: Sendable {
  /// How images are computed.
  package let parameters: LogMelParameters
  /// Bands of an image.
  package var nMels: Int { parameters.nMels }
  /// Frames of an image.
  package let frames: Int
  /// Cells of an image.
  package var size: Int { nMels * frames }
  private let logMel: LogMel

  /// For chunks of so many samples.
  ///
  /// - Throws: what is wrong with the parameters.
  package init(_ parameters: LogMelParameters, length: Int) throws {
    self.parameters = parameters
    logMel = try LogMel(parameters)
    frames = logMel.frames(length)
  }

  /// Writes the image of `samples`, `[nMels, frames]`.
  ///
  /// - Parameters:
  ///   - copy: what was drawn, for a copy.
  ///   - lead: the place of the onset, where it is known.
  package func compute(
    _ samples: [Float], _ copy: DrawnCopy?, lead: Int?, into image: UnsafeMutableBufferPointer<Float>
  ) {
    samples.withUnsafeBufferPointer { logMel.compute($0, into: image) }
    guard let copy, copy.changesImage else { return }
    var cells = cells(of: image, lead: lead)
    copy.apply(to: &cells)
  }

  /// The cells of an image in `image`, to be changed where they lie.
  package func cells(of image: UnsafeMutableBufferPointer<Float>, lead: Int?) -> LogMelCells {
    LogMelCells(
      UnsafeMutableBufferPointer(rebasing: image[..<size]), nMels: nMels, frames: frames,
      onset: lead.map { parameters.frames(holding: $0, of: frames) })
  }
}

extension ManifestRow {
  /// What was drawn for a copy; `nil` for a chunk that was cut.
  ///
  /// - Throws: `FileError.malformed` where its parameters are damaged.
  package func drawnCopy() throws -> DrawnCopy? {
    guard parent != nil, !parameters.isEmpty else { return nil }
    return try DrawnCopy(text: parameters, name: file)
  }

  /// How much of each label it is: one label, unless chunks were mixed.
  package func labelShares() throws -> [LabelShare] {
    let mixed = try drawnCopy()?.labels ?? []
    return mixed.isEmpty ? [LabelShare(label: label, share: 1)] : mixed
  }
}
