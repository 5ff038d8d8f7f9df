import Basis
import Chunks
import Evaluation
import Features
import RandomForest

/// Judges a model on one split of a set.
public struct ModelEvaluation: Sendable {
  /// The model's figures.
  public let report: ClassificationReport
  /// Rows that were judged.
  public let rows: Int
  /// Recordings among them, and how many of these the model was trained on.
  public let recordings: Int
  /// How many of these the model was trained on.
  public let knownRecordings: Int
  /// The rows that were judged, with the level of each in dB and `[rows, labels]` probabilities.
  public let judged: [ManifestRow]
  /// RMS of each row in dB.
  public let levels: [Double]
  /// `[rows, labels]`, in the order of the model's labels.
  public let probabilities: [Double]
  /// Whether anybody had said which recordings share a source.
  public let isGroupedBySource: Bool

  /// Judges `model` on the rows of `set` in `split`, or on all of them.
  ///
  /// - Parameter options: the positive class is the model's first label other than `ENV` unless it says another.
  /// - Throws: `TrainingError` where model and set do not fit, and what is wrong with the set's chunks.
  public init(
    _ model: any TrainedModel, on set: ChunkSet, split: Split?, options: ReportOptions,
    jobs: Int = Parallel.cores,
    progress: @escaping ChunksProgressHandler = { _ in }
  ) throws {
    let labels = model.card.labels
    try model.card.checkLength(set)
    // What was made from other chunks is for training only.
    let rows = set.rows.filter { row in row.parent == nil && (split.map { row.split == $0 } ?? true) }
    guard !rows.isEmpty else { throw TrainingError.noRows(set.folder, split: split?.rawValue ?? "any split") }
    if let stranger = rows.first(where: { !labels.contains($0.label) }) {
      throw TrainingError.unknownLabel(stranger.label, set.folder, known: labels)
    }
    let matrix = try FeatureMatrix(
      set, rows: rows, parameters: model.card.features, jobs: jobs, progress: progress)
    let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    var options = options
    if let positive = options.positive, !labels.contains(positive) {
      throw TrainingError.unknownPositive(positive, known: labels)
    }
    options.positive = options.positive ?? labels.first { $0 != "ENV" }
    options.clip = model.clip
    options.jobs = jobs
    let weights = rows.map(\.weight)
    let probabilities = try model.judge(jobs: jobs)(matrix.values)
    report = try ClassificationReport(
      ScoredRows(
        classes: labels, truth: rows.map { indices[$0.label] ?? 0 },
        probabilities: probabilities,
        weights: weights.contains { $0 != 1 } ? weights : nil, groups: rows.map(\.group.description),
        leads: rows.contains { $0.lead != nil } ? rows.map(\.lead) : nil, levels: matrix.levels),
      options: options)
    self.rows = rows.count
    judged = rows
    levels = matrix.levels
    self.probabilities = probabilities
    let met = Swift.Set(rows.map(\.recordingSHA256))
    recordings = met.count
    knownRecordings = met.intersection(model.card.recordings).count
    isGroupedBySource = set.isGroupedBySource
  }
}
