import Annotation
import Basis

/// An onset that a detector suggests in one of many recordings.
public struct ScoredProposal: Sendable, Hashable {
  /// The recording.
  public let recording: Path
  /// Where, in samples at 16 kHz.
  public let offset: Int
  /// How much speaks for it, 0–1: from one half on it counts as an onset as long as nobody says otherwise (`LabellingScale`).
  public let score: Double
  /// How much a forest's trees disagree about it: the variance of their votes, 0–0.25; `nil` where there are no trees.
  public let disagreement: Double?

  /// A proposal.
  public init(recording: Path, offset: Int, score: Double, disagreement: Double? = nil) {
    self.recording = recording
    self.offset = offset
    self.score = score
    self.disagreement = disagreement
  }

  /// The row of a file of scores.
  public init(_ row: ScoreFile.Row) {
    self.init(recording: row.path, offset: row.offset, score: row.score)
  }

  /// The same as a row of a file of scores, which has no place for the trees.
  public var row: ScoreFile.Row { ScoreFile.Row(path: recording, offset: offset, score: score) }
}
