import Basis
import Chunks

/// What a step of training a network is given.
package struct ImageBatch: Sendable, Equatable {
  /// `[rows, nMels, frames]`, row-major, in dB.
  package var images: [Float]
  /// `[rows, classes]`: how much of each label a row is.
  package var labels: [Float]
  /// `[rows]`: how much it counts.
  package var weights: [Float]
  /// Rows; the last batch of an epoch may have fewer than the others.
  package var count: Int { weights.count }

  /// The order in which an epoch takes so many items.
  static func order(_ count: Int, seed: UInt64, epoch: Int) -> [Int] {
    var order = Array(0..<count)
    var generator = RandomKey(seed: seed).adding("batches").adding(epoch).generator()
    generator.shuffle(&order)
    return order
  }
}

/// Where batches come from, epoch after epoch.
protocol EpochSource: Sendable {
  /// Batches in an epoch.
  var countOfEpoch: Int { get }
  /// The batches of an epoch, in an order of its own.
  func epoch(_ epoch: Int) -> Ahead<ImageBatch>
}

/// Images that are kept in memory, with what they show: the same ones in every epoch.
struct KeptImages: EpochSource {
  /// All of them as one batch, in their order.
  let all: ImageBatch
  private let size: Int
  private let classes: Int
  private let batchSize: Int
  private let seed: UInt64

  /// - Throws: where a row's parameters cannot be read.
  init(
    _ matrix: FeatureMatrix, labels: [String], usesWeights: Bool, batchSize: Int, seed: UInt64
  ) throws {
    (size, classes) = (matrix.nMels * matrix.frames, labels.count)
    (self.batchSize, self.seed) = (max(1, batchSize), seed)
    let places = Dictionary(labels.enumerated().map { ($1, $0) }) { first, _ in first }
    var targets = [Float](repeating: 0, count: matrix.rows.count * labels.count)
    for (index, row) in matrix.rows.enumerated() {
      for part in try row.labelShares() {
        if let place = places[part.label] { targets[index * labels.count + place] += Float(part.share) }
      }
    }
    all = ImageBatch(
      images: matrix.values, labels: targets,
      weights: matrix.rows.map { usesWeights ? Float($0.weight) : 1 })
  }

  var countOfEpoch: Int { (all.count + batchSize - 1) / batchSize }

  func epoch(_ epoch: Int) -> Ahead<ImageBatch> {
    let order = ImageBatch.order(all.count, seed: seed, epoch: epoch)
    return Ahead(countOfEpoch, depth: 2) { index in
      batch(order[index * batchSize..<min(order.count, (index + 1) * batchSize)])
    }
  }

  private func batch(_ rows: ArraySlice<Int>) -> ImageBatch {
    var batch = ImageBatch(images: [], labels: [], weights: [])
    batch.images.reserveCapacity(rows.count * size)
    for row in rows {
      batch.images += all.images[row * size..<(row + 1) * size]
      batch.labels += all.labels[row * classes..<(row + 1) * classes]
      batch.weights.append(all.weights[row])
    }
    return batch
  }
}
