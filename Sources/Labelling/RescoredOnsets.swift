import Audio
import Basis
import Features
import Files
import Onsets
import RandomForest
import Training

/// Onsets as they are proposed without a model, judged by a model: the chunk around each is given to it.
///
/// The score is the geometric mean of both: a model knows shots from other bangs, and `Onsets` knows echoes from shots.
public struct RescoredOnsets: Detecting {
  /// The score of `Onsets` from which a proposal is judged: next to nothing is missed.
  private static let least = 0.05
  /// Samples of the chunk before the onset.
  private static let lead = 1024
  /// Chunks that are judged at a time.
  private static let atOnce = 256

  private let model: any TrainedModel
  private let column: Int
  private let logMel: LogMel
  /// What its proposals follow from besides the recording.
  public let identity: String

  /// - Parameters:
  ///   - model: what judges.
  ///   - label: the label that is looked for.
  ///   - digest: SHA-256 of the model's file.
  /// - Throws: `TrainingError.unknownPositive`, and what is wrong with the model's features.
  public init(_ model: any TrainedModel, label: String, digest: String) throws {
    guard let column = model.card.labels.firstIndex(of: label) else {
      throw TrainingError.unknownPositive(label, known: model.card.labels)
    }
    self.model = model
    self.column = column
    logMel = try LogMel(model.card.features)
    identity = "onsets \(RescoredOnsets.least) \(RescoredOnsets.lead) \(label) \(digest)"
  }

  /// The proposals of a recording, ascending.
  public func proposals(in file: Path, named name: Path) throws -> [ScoredProposal] {
    var scanner = OnsetScanner(OnsetOptions(threshold: RescoredOnsets.least))
    let sound = try ResampledRecording(file)
    try sound.stream(blockLength: 4 * Sampling.rate) { scanner.append($0) }
    var seen: Set<Int> = []
    let candidates = scanner.finish().filter { seen.insert($0.offset).inserted }
    let judge = try model.judge(jobs: 1)
    var proposals: [ScoredProposal] = []
    for first in stride(from: 0, to: candidates.count, by: RescoredOnsets.atOnce) {
      let batch = candidates[first..<min(candidates.count, first + RescoredOnsets.atOnce)]
      let images = try batch.flatMap { try logMel(chunk(around: $0.offset, of: sound)) }
      let probabilities = try judge(images)
      let doubts = try disagreement(images, rows: batch.count)
      for (row, candidate) in batch.enumerated() {
        let probability = probabilities[row * model.card.labels.count + column]
        proposals.append(
          ScoredProposal(
            recording: name, offset: candidate.offset,
            score: min(1, max(0, (probability * candidate.score).squareRoot())),
            disagreement: doubts?[row]))
      }
    }
    return proposals
  }

  /// The chunk with silence where the recording has nothing.
  private func chunk(around onset: Int, of sound: ResampledRecording) throws -> [Float] {
    let start = onset - RescoredOnsets.lead
    let wanted = start..<start + model.card.length
    let known = wanted.clamped(to: 0..<max(0, sound.length))
    guard !known.isEmpty else { return [Float](repeating: 0, count: wanted.count) }
    let samples = try sound.samples(known)
    let before = [Float](repeating: 0, count: known.lowerBound - wanted.lowerBound)
    return before + samples
      + [Float](repeating: 0, count: max(0, wanted.count - before.count - samples.count))
  }

  private func disagreement(_ images: [Float], rows: Int) throws -> [Double]? {
    guard let forest = (model as? ForestModel)?.forest, rows > 0 else { return nil }
    let table = FeatureTable(rows: rows, columns: images.count / rows, values: images)
    return try forest.disagreement(table, class: column, jobs: 1)
  }
}
