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
    let length = set.information.length
    try self.init(
      count: rows.count, ChunkImages(parameters, length: length), jobs: jobs, progress: progress,
      with: { [Float](repeating: 0, count: length) }
    ) { samples, index in
      let row = rows[index]
      try samples.withUnsafeMutableBufferPointer { try set.read(file: row.file, into: $0) }
      return (CopySource.Drawn(row: row, copy: try row.drawnCopy()), samples)
    }
  }

  /// Computes the images of an epoch's chunks and copies, sorted by file: what is learned from them depends on their
  /// order, and is to be what an augmented set teaches.
  package init(
    _ source: CopySource, epoch: Int = 0, length: Int, parameters: LogMelParameters = LogMelParameters(),
    jobs: Int = Parallel.cores, progress: ChunksProgressHandler = { _ in }
  ) throws {
    try self.init(
      count: source.items.count, ChunkImages(parameters, length: length), jobs: jobs, progress: progress,
      with: { source.storage }
    ) { storage, index in
      (try source.draw(source.sorted[index], epoch: epoch, in: &storage), storage.samples)
    }
  }

  init(rows: [ManifestRow], nMels: Int, frames: Int, values: [Float], levels: [Double]) {
    (self.rows, self.nMels, self.frames, self.values, self.levels) = (rows, nMels, frames, values, levels)
  }

  /// - Parameter drawn: gives what is known of a chunk and its samples, made in storage of its thread's own.
  private init<Storage>(
    count: Int, _ images: ChunkImages, jobs: Int, progress: ChunksProgressHandler,
    with storage: @Sendable () -> Storage,
    _ drawn: @Sendable (inout Storage, Int) throws -> (CopySource.Drawn, [Float])
  ) throws {
    nMels = images.nMels
    frames = images.frames
    let size = images.size
    // Threads write to parts of their own; the loop has ended before anybody reads.
    nonisolated(unsafe) let cells = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(1, count * size))
    defer { cells.deallocate() }
    cells.initialize(repeating: 0)
    let done = Atomic<Int>(0)
    let found = try Parallel.tryMap(count, jobs: jobs, with: storage) { storage, index in
      let image = UnsafeMutableBufferPointer(rebasing: cells[index * size..<(index + 1) * size])
      let (chunk, samples) = try drawn(&storage, index)
      images.compute(samples, chunk.copy, lead: chunk.row.lead, into: image)
      progress(
        ChunksProgress(
          stage: "computing features", done: done.wrappingAdd(1, ordering: .relaxed).newValue, total: count))
      return (chunk.manifestRow, Decibels.ofAmplitude(ChunkMeasures.rms(samples)))
    }
    rows = found.map(\.0)
    levels = found.map(\.1)
    values = Array(cells[..<(count * size)])
  }

  /// Some of the rows, in their order.
  package func rows(_ range: Range<Int>) -> FeatureMatrix {
    let size = nMels * frames
    return FeatureMatrix(
      rows: Array(rows[range]), nMels: nMels, frames: frames,
      values: Array(values[range.lowerBound * size..<range.upperBound * size]), levels: Array(levels[range]))
  }

  /// Writes `X.npy` of shape `[rows, nMels, frames]` and beside it `X.csv`, the manifest's rows in the same order.
  public func write(to file: Path) throws {
    try NPY.write(float32: values, shape: [rows.count, nMels, frames], to: file)
    let table = file.folder.appending(file.stem).appendingToName(".csv")
    try AtomicFile.write(Manifest.bytes(rows), to: table)
  }
}
