import Audio
import Basis
import Detection
import Features
import RandomForest
import Synchronization
import Training

/// `Detection` with a model of either kind on the scale of somebody who labels, and how much the trees of a forest disagree about what it finds.
final class ModelDetecting: Detecting {
  /// Samples of the chunk before the onset that the trees are asked about.
  private static let lead = 1024
  /// Chunks that they are asked about at a time.
  private static let atOnce = 256

  let identity: String
  private let model: ShotModel
  private let scale: LabellingScale
  private let options: DetectorOptions
  private let jobs: Int
  private let column: Int
  private let logMel: LogMel
  /// Detectors that have heard nothing: to make one costs more than to search a short recording.
  private let idle = Mutex<[Idle]>([])

  /// A detector on its way from one thread to the next: one at a time has it.
  private struct Idle: @unchecked Sendable { let detector: any StreamDetector }

  /// - Throws: `TrainingError.unknownPositive`, and what is wrong with the model's features.
  init(_ model: ShotModel, label: String, digest: String, jobs: Int) throws {
    self.model = model
    self.jobs = jobs
    scale = LabellingScale(of: model)
    options = DetectorOptions(threshold: scale.leastScore, positive: label)
    column = try WindowDetector.column(of: label, in: model.card.labels)
    logMel = try LogMel(model.card.features)
    identity = "windows \(LabellingScale.least) \(label) \(digest)"
    let first = Idle(detector: try model.detector(options, jobs: jobs))
    idle.withLock { $0.append(first) }
  }

  func proposals(
    in file: Path, named name: Path, cancellation: LoopCancellation
  ) throws -> [ScoredProposal] {
    let waiting = idle.withLock { $0.popLast() }
    let detector = try waiting ?? Idle(detector: model.detector(options, jobs: jobs))
    var found: [Detection] = []
    // One that threw has sound in it, and is not used again.
    try detector.detector.detect(
      in: file,
      found: { more in
        try cancellation.check()
        found += more
      })
    idle.withLock { $0.append(detector) }
    let doubts = try disagreements(found.map(\.offset), in: file, cancellation)
    return found.enumerated().map { index, detection in
      ScoredProposal(
        recording: name, offset: detection.offset, score: scale.scaled(detection.score),
        disagreement: doubts?[index])
    }
  }

  /// How much the trees disagree about the chunk around each onset; `nil` where there are no trees.
  private func disagreements(
    _ onsets: [Int], in file: Path, _ cancellation: LoopCancellation
  ) throws -> [Double]? {
    guard case .windows(let windows) = model, let forest = (windows as? ForestModel)?.forest else {
      return nil
    }
    guard !onsets.isEmpty else { return [] }
    let sound = try ResampledRecording(file)
    var doubts: [Double] = []
    for first in stride(from: 0, to: onsets.count, by: ModelDetecting.atOnce) {
      try cancellation.check()
      let ranges = onsets[first..<min(onsets.count, first + ModelDetecting.atOnce)].map { onset in
        onset - ModelDetecting.lead..<onset - ModelDetecting.lead + model.card.length
      }
      let images = try sound.samples(ranges: ranges).flatMap { logMel($0) }
      let table = FeatureTable(rows: ranges.count, columns: images.count / ranges.count, values: images)
      doubts += try forest.disagreement(table, class: column, jobs: jobs)
    }
    return doubts
  }
}
