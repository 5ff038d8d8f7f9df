import Augmentation
import Basis
import Chunks
import Features

/// Chunks and their copies as batches of log-mel images, epoch after epoch, drawn and made on all cores ahead of a
/// trainer, without a file being written.
package struct AugmentedBatches: EpochSource {
  private let source: CopySource
  private let images: ChunkImages
  private let labels: [String: Int]
  private let batchSize: Int
  private let seed: UInt64
  private let jobs: Int

  /// - Parameters:
  ///   - source: the chunks and what makes copies of them.
  ///   - labels: the classes, in their order.
  ///   - batchSize: rows of a batch, at least 1.
  ///   - seed: what the order of each epoch follows from.
  /// - Throws: what is wrong with the feature parameters.
  package init(
    _ source: CopySource, length: Int, parameters: LogMelParameters, labels: [String], batchSize: Int,
    seed: UInt64, jobs: Int = Parallel.cores
  ) throws {
    self.source = source
    images = try ChunkImages(parameters, length: length)
    self.labels = Dictionary(labels.enumerated().map { ($1, $0) }) { first, _ in first }
    self.batchSize = max(1, batchSize)
    self.seed = seed
    self.jobs = max(1, jobs)
  }

  /// Batches in an epoch.
  package var countOfEpoch: Int { (source.items.count + batchSize - 1) / batchSize }

  /// The batches of an epoch, in an order of its own; the same for any number of threads.
  package func epoch(_ epoch: Int) -> Ahead<ImageBatch> {
    let shuffled = ImageBatch.order(source.items.count, seed: seed, epoch: epoch)
    return Ahead(countOfEpoch, depth: jobs + 1) { index in
      try batch(shuffled[index * batchSize..<min(shuffled.count, (index + 1) * batchSize)], epoch: epoch)
    }
  }

  private func batch(_ items: ArraySlice<Int>, epoch: Int) throws -> ImageBatch {
    var batch = ImageBatch(images: [], labels: [], weights: [])
    batch.images = [Float](repeating: 0, count: items.count * images.size)
    batch.labels = [Float](repeating: 0, count: items.count * labels.count)
    var drawn: [CopySource.Drawn] = []
    try batch.images.withUnsafeMutableBufferPointer { cells in
      if let recipe = source.imageRecipe {
        drawn = try fill(cells, items, epoch, recipe)
      } else {
        drawn = try fill(cells, items, epoch)
      }
    }
    for (place, chunk) in drawn.enumerated() {
      for part in chunk.labelShares {
        guard let label = labels[part.label] else { continue }
        batch.labels[place * labels.count + label] += Float(part.share)
      }
      batch.weights.append(Float(chunk.row.weight))
    }
    return batch
  }

  /// Makes chunks and copies one after the other in the same storage, and their images.
  private func fill(
    _ cells: UnsafeMutableBufferPointer<Float>, _ items: ArraySlice<Int>, _ epoch: Int
  ) throws -> [CopySource.Drawn] {
    var storage = source.storage
    return try items.enumerated().map { place, item in
      let drawn = try source.draw(item, epoch: epoch, in: &storage)
      images.compute(storage.samples, drawn.copy, lead: drawn.row.lead, into: image(place, in: cells))
      return drawn
    }
  }

  /// The same where only images are changed: all of the batch at once, where they lie.
  private func fill(
    _ cells: UnsafeMutableBufferPointer<Float>, _ items: ArraySlice<Int>, _ epoch: Int, _ recipe: ImageRecipe
  ) throws -> [CopySource.Drawn] {
    var storage = source.storage
    var changing: [ImageRecipe.Image] = []
    let drawn = try items.enumerated().map { place, item in
      let (drawn, change) = try source.drawPlain(item, epoch: epoch, in: &storage)
      let image = image(place, in: cells)
      images.compute(storage.samples, drawn.copy, lead: drawn.row.lead, into: image)
      if let change { changing.append(change(images.cells(of: image, lead: drawn.row.lead))) }
      return drawn
    }
    changing.withUnsafeMutableBufferPointer { recipe.change($0) }
    return drawn
  }

  private func image(
    _ place: Int, in cells: UnsafeMutableBufferPointer<Float>
  ) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(rebasing: cells[place * images.size..<(place + 1) * images.size])
  }
}
