import Basis
import Chunks
import ConvNet
import Evaluation
import Features

/// What of a set a network is trained on, and judged by.
struct NetworkData {
  let set: ChunkSet
  /// The chunks of train.
  let trainRows: [ManifestRow]
  let source: any EpochSource
  let validation: ValidationImages?
  /// Frames of an image.
  let width: Int
  /// What is done to every image before it goes in.
  let scaling: InputScaling
  /// What a batch's weights are multiplied by, label by label.
  let labelWeights: [Float]

  /// - Throws: `TrainingError.oneLabel`, `.noValidation`, what is wrong with parameters or chunks.
  init(
    _ training: NetworkTraining, _ set: ChunkSet, positive: String?,
    _ progress: @escaping ChunksProgressHandler
  ) throws {
    let labels = set.labels
    let rows = try set.rowsToLearn(positive: positive)
    let judging = set.rows.filter { $0.split == .val && $0.parent == nil }
    if judging.isEmpty, training.earlyStopping != nil { throw TrainingError.noValidation(set.folder) }
    width = try LogMel(training.features).frames(set.information.length)
    try NetworkData.check(training, width: width, labels: labels)
    (self.set, trainRows) = (set, rows)

    let matrix = try FeatureMatrix(
      set, rows: rows + judging, parameters: training.features, jobs: training.jobs, progress: progress)
    let train = matrix.rows(0..<rows.count)
    let canScale = training.scalesInput && Network.canTakeOverScaling(training.network)
    scaling = canScale ? InputScaling(of: train.values) : .none
    let kept = try KeptImages(
      train, labels: labels, usesWeights: training.usesWeights, batchSize: training.batchSize,
      seed: training.seed)
    labelWeights = NetworkData.labelWeights(kept.all, training.classWeight, classes: labels.count)
    source = try NetworkData.copies(training, set, rows) ?? kept
    validation =
      judging.isEmpty
      ? nil
      : try ValidationImages(
        matrix.rows(rows.count..<matrix.rows.count), labels: labels, usesWeights: training.usesWeights,
        positive: positive.flatMap { labels.firstIndex(of: $0) }, scaling: scaling)
  }

  /// Batches with copies of the chunks, where the training makes any.
  private static func copies(
    _ training: NetworkTraining, _ set: ChunkSet, _ rows: [ManifestRow]
  ) throws -> (any EpochSource)? {
    guard var augmenting = training.augmenting else { return nil }
    augmenting.jobs = training.jobs
    return try AugmentedBatches(
      CopySource(set, parents: rows, augmenting), length: set.information.length,
      parameters: training.features, labels: set.labels, batchSize: training.batchSize, seed: training.seed,
      jobs: training.jobs)
  }

  private static func check(_ training: NetworkTraining, width: Int, labels: [String]) throws {
    let network = training.network
    guard network.height == training.features.nMels else {
      throw TrainingError.otherBands(network: network.height, images: training.features.nMels)
    }
    guard network.shapes(width: width) != nil else {
      throw ConvNetError.tooNarrow(width: width, least: network.leastWidth)
    }
    guard network.classCount == labels.count else {
      throw TrainingError.otherLabelCount(network: network.classCount, labels: labels)
    }
  }

  /// Factors that keep the mean weight of all rows at 1, and for `balanced` give all labels the same sum.
  private static func labelWeights(
    _ all: ImageBatch, _ choice: NetworkTraining.ClassWeight, classes: Int
  ) -> [Float] {
    var sums = [Double](repeating: 0, count: classes)
    for row in 0..<all.count {
      for label in 0..<classes {
        sums[label] += Double(all.labels[row * classes + label]) * Double(all.weights[row])
      }
    }
    let (whole, rows) = (sums.reduce(0, +), Double(all.count))
    let present = Double(sums.count { $0 > 0 })
    return sums.map { sum in
      guard sum > 0, whole > 0 else { return 1 }
      return Float(choice == .balanced ? rows / (present * sum) : rows / whole)
    }
  }

  /// A batch as the network is given it: scaled, and weighted by label.
  func prepared(_ batch: ImageBatch) -> ImageBatch {
    var batch = batch
    scaling.apply(to: &batch.images)
    let classes = labelWeights.count
    for row in 0..<batch.count {
      var factor: Float = 0
      for label in 0..<classes { factor += batch.labels[row * classes + label] * labelWeights[label] }
      batch.weights[row] *= factor
    }
    return batch
  }

  /// The network that takes images as they are.
  func unscaled(_ network: Network) throws -> Network {
    scaling == .none ? network : network.takingOver(scaling) ?? network
  }
}

/// What every epoch is judged by.
struct ValidationImages {
  let rows: [ManifestRow]
  /// Scaled.
  let images: [Float]
  let targets: [Float]
  let weights: [Float]
  /// Index of the label whose ROC curve is looked at.
  let positive: Int?

  init(
    _ matrix: FeatureMatrix, labels: [String], usesWeights: Bool, positive: Int?, scaling: InputScaling
  ) throws {
    let kept = try KeptImages(matrix, labels: labels, usesWeights: usesWeights, batchSize: 1, seed: 0)
    var images = kept.all.images
    scaling.apply(to: &images)
    (rows, self.images, targets, weights) = (matrix.rows, images, kept.all.labels, kept.all.weights)
    self.positive = positive
  }

  /// The figures of a network's last numbers `[rows, classes]`.
  func figures(_ logits: [Float], _ loss: Loss) -> (loss: Double, accuracy: Double, rocAUC: Double?) {
    let classes = targets.count / max(1, weights.count)
    var plain = loss
    // Judged by what is true, not by what training pretends.
    (plain.labelSmoothing, plain.focalGamma) = (0, 0)
    let whole = weights.reduce(0.0) { $0 + Double($1) }
    var slopes: [Float] = []
    let value = plain.value(logits, targets: targets, weights: weights, classes: classes, gradient: &slopes)
    let right = RightAnswers.weight(logits, targets: targets, weights: weights, classes: classes)
    let probabilities = loss.head.probabilities(logits, classes: classes)
    let auc = positive.flatMap { positive in
      ROC.auc(
        scores: rows.indices.map { Double(probabilities[$0 * classes + positive]) },
        positives: rows.indices.map { targets[$0 * classes + positive] > 0.5 },
        weights: weights.map { Double($0) })
    }
    return (value * Double(rows.count) / max(whole, 1e-300), right / max(whole, 1e-300), auc)
  }
}

/// Which rows a network has right.
enum RightAnswers {
  /// The weight of the rows whose highest number stands where the truth does.
  static func weight(_ numbers: [Float], targets: [Float], weights: [Float], classes: Int) -> Double {
    var sum = 0.0
    for row in weights.indices {
      let own = row * classes..<(row + 1) * classes
      let (taken, truth) = (highest(numbers[own]), highest(targets[own]))
      if taken == truth { sum += Double(weights[row]) }
    }
    return sum
  }

  /// The place of the highest number, the first of equals.
  private static func highest(_ numbers: ArraySlice<Float>) -> Int? {
    var best: (place: Int, value: Float)?
    for (place, value) in numbers.enumerated() where best.map({ value > $0.value }) ?? true {
      best = (place, value)
    }
    return best?.place
  }
}
