/// An onset that a detector suggests and nobody has confirmed.
public struct Proposal: Sendable, Equatable {
  /// Where, in samples at 16 kHz.
  public var offset: Int
  /// How much speaks for it, 0–1.
  public var score: Double

  /// A proposal.
  public init(offset: Int, score: Double) {
    self.offset = offset
    self.score = score
  }
}
