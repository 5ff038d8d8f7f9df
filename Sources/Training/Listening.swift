import Annotation
import Basis
import Evaluation
import Files

/// Models along tagged recordings: what they find with one false alarm an hour.
public struct Listening: Sendable {
  /// A recording, and where shots begin in it, in samples at 16 kHz.
  public struct Item: Sendable {
    /// The file.
    public var file: Path
    /// Samples at 16 kHz.
    public var onsets: [Int]

    /// A recording with its shots.
    public init(file: Path, onsets: [Int]) { (self.file, self.onsets) = (file, onsets) }
  }

  /// Hours of sound.
  public let hours: Double
  /// One threshold a model; `nil` where even the highest probability raises more alarms.
  public let thresholds: [Double?]
  /// The share of shots with a window that reaches the threshold, one a model; `nil` without shots.
  public let recalls: [Double?]

  /// Listens with each model to all recordings.
  ///
  /// - Parameter positive: the label that is looked for, one that every model knows.
  /// - Throws: what is wrong with a recording or a model.
  public init(
    _ models: [any TrainedModel], to items: [Item], positive: String, jobs: Int = Parallel.cores,
    heard: (_ model: Int, _ item: Int) -> Void = { _, _ in }
  ) throws {
    var samples = 0
    var tracks = [[AlarmThreshold.Track]](repeating: [], count: models.count)
    for (number, model) in models.enumerated() {
      guard let column = model.card.labels.firstIndex(of: positive) else {
        throw TrainingError.unknownPositive(positive, known: model.card.labels)
      }
      let (scan, count) = (try WindowScan(model, jobs: jobs), model.card.labels.count)
      for (index, item) in items.enumerated() {
        var probabilities: [Double] = []
        try scan.scan(item.file) { _, found in
          probabilities += stride(from: column, to: found.count, by: count).map { found[$0] }
        }
        let targets = item.onsets.map { Listening.windows($0, scan.length, scan.hop) }
        tracks[number].append(AlarmThreshold.Track(probabilities: probabilities, targets: targets))
        if number == 0, !probabilities.isEmpty {
          samples += (probabilities.count - 1) * scan.hop + scan.length
        }
        heard(number, index)
      }
    }
    hours = Double(samples) / Double(Sampling.rate) / 3600
    let most = Int(hours.rounded(.down))
    thresholds = tracks.map { AlarmThreshold.threshold($0, most: most) }
    recalls = zip(tracks, thresholds).map { AlarmThreshold.recall($0, threshold: $1) }
  }

  /// The windows into which a shot at an onset reaches.
  package static func windows(_ onset: Int, _ length: Int, _ hop: Int) -> Range<Int> {
    let first = onset < length ? 0 : (onset - length) / hop + 1
    return first..<max(first, onset / hop + 1)
  }
}
