import Augmentation
import Basis
import Features
import Files
import Synchronization

/// The log-mel images of chunks, and what else models and their judges need of the samples.
public struct FeatureMatrix: Sendable {
  /// The chunks, in the order of the images.
  public let rows: [ManifestRow]
  /// Bands and frames of an image.
  public let nMels: Int
  /// Frames of an image.
  public let frames: Int
  /// `[rows, nMels, frames]`, row-major, in dB.
  public let values: [Float]
  /// The RMS level of each chunk in dB relative to full scale; minus infinity for silence.
  public let levels: [Double]

  /// Computes the images of `rows` of a set.
  ///
  /// - Throws: what is wrong with the parameters, or with the first chunk that cannot be read.
  public init(
    _ set: ChunkSet, rows: [ManifestRow], parameters: LogMelParameters = LogMelParameters(),
    jobs: Int = Parallel.cores, progress: ChunksProgressHandler = { _ in }
  ) throws {
    let logMel = try LogMel(parameters)
    self.rows = rows
    nMels = parameters.nMels
    frames = logMel.frames(set.information.length)
    let size = nMels * frames
    // Threads write to parts of their own; the loop has ended before anybody reads.
    nonisolated(unsafe) let images = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: max(1, rows.count * size))
    defer { images.deallocate() }
    images.initialize(repeating: 0)
    let done = Atomic<Int>(0)
    levels = try Parallel.tryMap(rows.count, jobs: jobs) { index in
      let samples = try set.samples(of: rows[index])
      let image = UnsafeMutableBufferPointer(rebasing: images[index * size..<(index + 1) * size])
      samples.withUnsafeBufferPointer { logMel.compute($0, into: image) }
      try FeatureMatrix.augment(image, rows[index], parameters)
      progress(
        ChunksProgress(
          stage: "computing features", done: done.wrappingAdd(1, ordering: .relaxed).newValue,
          total: rows.count))
      return Decibels.ofAmplitude(ChunkMeasures.rms(samples))
    }
    values = Array(images[..<(rows.count * size)])
  }

  /// Does to a copy's image what its manifest row says: masks, which cannot live in a WAV file.
  private static func augment(
    _ values: UnsafeMutableBufferPointer<Float>, _ row: ManifestRow, _ parameters: LogMelParameters
  ) throws {
    guard row.parent != nil, !row.parameters.isEmpty else { return }
    let copy = try DrawnCopy(text: row.parameters, name: row.file)
    guard copy.changesImage else { return }
    let nMels = parameters.nMels
    var image = LogMelImage(
      values: Array(values), nMels: nMels, frames: values.count / nMels,
      onset: row.lead.map { parameters.frames(holding: $0, of: values.count / nMels) })
    copy.apply(to: &image)
    _ = values.update(fromContentsOf: image.values)
  }

  /// Writes `X.npy` of shape `[rows, nMels, frames]` and beside it `X.csv`, the manifest's rows in the same order.
  public func write(to file: Path) throws {
    try NPY.write(float32: values, shape: [rows.count, nMels, frames], to: file)
    let table = file.folder.appending(file.stem).appendingToName(".csv")
    try AtomicFile.write(Manifest.bytes(rows), to: table)
  }
}
