import Basis
import Chunks
import Evaluation
import Features
import Files
import RandomForest

/// Trains a forest on a set's train split.
public struct ForestTraining: Sendable {
  /// How the images are computed.
  public var features = LogMelParameters()
  /// How the trees are grown; its `jobs` are those of the training.
  public var forest = ForestParameters()
  /// Whether a chunk counts by its manifest weight, so that a shot with many chunks counts once.
  public var usesWeights = true
  /// Whether the grouped folds are compared with leaky random ones.
  public var comparesSplits = true
  /// What makes copies of the chunks on the fly, without a file being written; none unless told otherwise.
  package var augmenting: AugmentingOptions?
  /// A model whose forest is gone on with; the result is that of a training at once.
  package var beginning: WarmStart?
  /// When there are enough trees; the forest's number of trees is the most there can be.
  public var stopping: OutOfBagStopping?
  /// How many bytes the forest may take: as many trees are kept as fit.
  package var sizeLimit: SizeLimit?
  /// Threads; no figure depends on it.
  public var jobs = Parallel.cores

  /// Training with the original project's features and scikit-learn's defaults.
  public init() {}

  /// What a training leaves behind.
  public struct Outcome: Sendable {
    /// The trained forest with its card.
    public var model: ForestModel
    /// What the figures over grouped folds and over leaky random folds are.
    public var comparison: SplitComparison?
    /// Chunks that it was trained on.
    public var trainRows: Int
    /// Recordings that these came from.
    public var trainRecordings: Int
    /// How it came to the number of trees, where anything but the parameters had a say.
    package var growth: GrowthReport?
  }

  /// Trains on the rows of `train`.
  ///
  /// - Parameters:
  ///   - positive: the label that the comparison counts as positive.
  ///   - progress: stages `computing features`, `growing trees` and `comparing splits`.
  /// - Throws: `TrainingError.oneLabel`, what is wrong with parameters or chunks, and where a model does not fit that
  ///   is to be gone on with, or not even one tree is small enough.
  public func train(
    on set: ChunkSet, positive: String?, progress: @escaping ChunksProgressHandler = { _ in }
  ) throws -> Outcome {
    let labels = set.labels
    let rows = try set.rowsToLearn(positive: positive)
    try stopping?.check(forest)
    var card = card(set, rows)
    try beginning?.check(card, trees: forest.nTrees)
    // The folds of the comparison reach into val as well, so that every fold is whole.
    let learning = comparesSplits ? set.rows.filter { $0.split != .test } : rows
    let matrix = try matrix(set, learning, progress)
    let data = try LearningData(matrix, labels: labels, usesWeights: usesWeights)
    let train = data.select(data.rows.indices.filter { data.rows[$0].split == .train })
    let images = TrainingDigests.images(train)
    try beginning?.check(images: images)
    card.digests?.images = images
    let growth = try grow(train, classCount: labels.count, progress)
    return try ForestFinish(
      training: self, growth: growth, card: card, data: data, positive: positive, progress: progress
    ).outcome()
  }

  /// What is known of the model before an image is computed.
  private func card(_ set: ChunkSet, _ rows: [ManifestRow]) -> ModelCard {
    var card = ModelCard(
      kind: ForestModel.kind, labels: set.labels, features: features, set: set, trainedOn: rows,
      parameters: forest.members)
    if let recipe = augmenting?.recipe.name { card.recipes = Swift.Set(card.recipes + [recipe]).sorted() }
    card.digests = TrainingDigests(
      chunks: TrainingDigests.chunks(rows, usesWeights: usesWeights), images: "")
    return card
  }

  private func grow(
    _ train: LearningData, classCount: Int, _ progress: @escaping ChunksProgressHandler
  ) throws -> ForestGrowth {
    var parameters = forest
    parameters.jobs = jobs
    let nTrees = parameters.nTrees
    var rules = GrowthRules()
    rules.beginning = beginning?.model.forest
    rules.stopping = stopping
    if let sizeLimit {
      rules.isFull = { sizeLimit.isExceeded(trees: $0, nodes: $1, classes: classCount) }
    }
    return try ForestGrowth(
      train.table, labels: train.truth, classCount: classCount, sampleWeights: train.weights,
      parameters: parameters, rules: rules,
      progress: { progress(ChunksProgress(stage: "growing trees", done: $0, total: nTrees)) })
  }

  /// The images of the chunks, and of the copies that are made of them.
  private func matrix(
    _ set: ChunkSet, _ rows: [ManifestRow], _ progress: @escaping ChunksProgressHandler
  ) throws -> FeatureMatrix {
    guard var augmenting else {
      return try FeatureMatrix(set, rows: rows, parameters: features, jobs: jobs, progress: progress)
    }
    augmenting.jobs = jobs
    return try FeatureMatrix(
      CopySource(set, parents: rows, augmenting), length: set.information.length, parameters: features,
      jobs: jobs, progress: progress)
  }
}
