import Basis

/// How good detections with scores are, where it is known what is true.
public struct DetectionReport: Sendable {
  /// One point of the curve over thresholds.
  public struct Point: Sendable, Equatable {
    /// The score from which detections count.
    public let threshold: Double
    /// Counts at the narrow collar, 5 ms.
    public let narrow: OnsetScore.Collar
    /// Counts at the wide collar, 50 ms.
    public let wide: OnsetScore.Collar
    /// False alarms an hour at the wide collar; `nil` without sound.
    public let alarmsPerHour: Double?
  }

  /// A recording or a group of them, and its F at 50 ms.
  public struct Source: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Counts at 50 ms.
    public let counts: OnsetScore.Collar
  }

  /// The score from which detections count.
  public let threshold: Double
  /// Hours of sound.
  public let hours: Double
  /// Counts at 5, 25, 50 and 500 ms.
  public let score: OnsetScore
  /// What is found with 1 and with 10 false alarms an hour, at 50 ms.
  public let alarmRates: [AlarmRate]
  /// How rounds of bursts are counted.
  public let bursts: BurstCount
  /// Whether scores are probabilities.
  public let calibration: ScoreCalibration
  /// The recording with the lowest F; `nil` where there is none with shots or detections.
  public let worstRecording: Source?
  /// The group with the lowest F, where there are several.
  public let worstGroup: Source?
  /// The curve, by rising threshold.
  public let curve: [Point]

  /// Judges detections, which should be given from the lowest score on.
  ///
  /// - Throws: nothing but what is wrong with a collar, and these are right.
  public init(_ recordings: [ScoredOnsets], threshold: Double) throws {
    self.threshold = threshold
    let hours = Double(recordings.reduce(0) { $0 + $1.length }) / Double(Sampling.rate * 3600)
    self.hours = hours
    let own = recordings.map { $0.onsets(from: threshold) }
    score = try OnsetScore(own)
    alarmRates = try [1, 10].map { try AlarmRate(recordings, perHour: $0, collar: 50) }
    bursts = BurstCount(own)
    calibration = ScoreCalibration(recordings, collar: 50)
    worstRecording = try DetectionReport.worst(recordings.map(\.name), own)
    let groups = recordings.map(\.group)
    worstGroup = Set(groups).count > 1 ? try DetectionReport.worst(groups, own) : nil
    let thresholds = Set((1...19).map { Double($0) / 20 } + [threshold]).sorted()
    curve = try thresholds.map { threshold in
      let both = try OnsetScore(recordings.map { $0.onsets(from: threshold) }, collars: [5, 50]).collars
      let rate = hours > 0 ? Double(both[1].falsePositives) / hours : nil
      return Point(threshold: threshold, narrow: both[0], wide: both[1], alarmsPerHour: rate)
    }
  }

  private static func worst(_ names: [String], _ recordings: [RecordingOnsets]) throws -> Source? {
    let sources = Dictionary(grouping: zip(names, recordings)) { $0.0 }
    return try sources.map { name, members in
      Source(name: name, counts: try OnsetScore(members.map(\.1), collars: [50]).collars[0])
    }
    .filter { $0.counts.f != nil }
    .min { ($0.counts.f ?? 1, $0.name) < ($1.counts.f ?? 1, $1.name) }
  }
}
