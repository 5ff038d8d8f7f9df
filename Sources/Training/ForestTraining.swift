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
  }

  /// Trains on the rows of `train`.
  ///
  /// - Parameters:
  ///   - positive: the label that the comparison counts as positive.
  ///   - progress: stages `computing features`, `growing trees` and `comparing splits`.
  /// - Throws: `TrainingError.oneLabel`, and what is wrong with parameters or chunks.
  public func train(
    on set: ChunkSet, positive: String?, progress: @escaping ChunksProgressHandler = { _ in }
  ) throws -> Outcome {
    let labels = set.labels
    if let positive, !labels.contains(positive) {
      throw TrainingError.unknownPositive(positive, known: labels)
    }
    let rows = set.rows.filter { $0.split == .train }
    let present = Set(rows.map(\.label)).sorted()
    guard present.count >= 2 else {
      throw TrainingError.oneLabel(set.folder, split: "train", labels: present)
    }
    // The folds of the comparison reach into val as well, so that every fold is whole.
    let learning = comparesSplits ? set.rows.filter { $0.split != .test } : rows
    let matrix = try matrix(set, learning, progress)
    let data = try LearningData(matrix, labels: labels, usesWeights: usesWeights)

    var parameters = forest
    parameters.jobs = jobs
    let nTrees = parameters.nTrees
    let train = data.select(data.rows.indices.filter { data.rows[$0].split == .train })
    let grown = try Forest.fit(
      train.table, labels: train.truth, classCount: labels.count, sampleWeights: train.weights,
      parameters: parameters,
      progress: { progress(ChunksProgress(stage: "growing trees", done: $0, total: nTrees)) })
    var card = ModelCard(
      kind: "forest", labels: labels, features: features, set: set, trainedOn: rows,
      parameters: parameters.members)
    if let recipe = augmenting?.recipe.name { card.recipes = Swift.Set(card.recipes + [recipe]).sorted() }
    // Out of a tree's bag a chunk is still known to it by its copies.
    if let score = grown.outOfBag?.score, data.rows.allSatisfy({ $0.parent == nil }) {
      card.scores.append(JSON.Member("out_of_bag", .number(score)))
    }
    let comparison =
      comparesSplits
      ? try FoldComparison(data: data, parameters: parameters, labels: labels, positive: positive)
        .compare(progress: progress) : nil
    if let comparison { card.scores += comparison.members }
    return Outcome(
      model: ForestModel(card: card, forest: grown), comparison: comparison, trainRows: train.rows.count,
      trainRecordings: card.recordings.count)
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
