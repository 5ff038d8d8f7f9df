/// One recording's estimated onsets with their scores, against the true ones; offsets at 16 kHz.
public struct ScoredOnsets: Sendable, Equatable {
  /// An onset that a detector gave, and how sure it was.
  public struct Estimate: Sendable, Equatable {
    /// Samples at 16 kHz.
    public var offset: Int
    /// 0–1.
    public var score: Double

    /// An estimate.
    public init(offset: Int, score: Double) { (self.offset, self.score) = (offset, score) }
  }

  /// The recording, as the tag file has it.
  public var name: String
  /// The folder or group that it belongs to.
  public var group: String
  /// Its length, in samples at 16 kHz.
  public var length: Int
  /// What was found, in any order, at any score.
  public var estimated: [Estimate]
  /// Onsets that are true.
  public var reference: [Int]
  /// Stretches that are not scored.
  public var ignored: [Range<Int>]

  /// A recording with what was found and what is true.
  public init(
    name: String, group: String, length: Int, estimated: [Estimate], reference: [Int],
    ignored: [Range<Int>] = []
  ) {
    (self.name, self.group, self.length) = (name, group, length)
    (self.estimated, self.reference, self.ignored) = (estimated, reference, ignored)
  }

  /// What is left at a threshold.
  public func onsets(from threshold: Double) -> RecordingOnsets {
    RecordingOnsets(
      estimated: estimated.filter { $0.score >= threshold }.map(\.offset), reference: reference,
      ignored: ignored)
  }
}
