/// A shot that a model and the sound's rise speak for, and that nobody has confirmed.
public struct Detection: Sendable, Equatable {
  /// The first sample, at 16 kHz.
  public var offset: Int
  /// How sure it is, 0–1: what thresholds are held against.
  public var score: Double
  /// What the model says of the place, 0–1.
  public var probability: Double
  /// What the rise, and the echoes around it, say, 0–1.
  public var proposal: Double

  /// A detection.
  public init(offset: Int, score: Double, probability: Double, proposal: Double) {
    (self.offset, self.score) = (offset, score)
    (self.probability, self.proposal) = (probability, proposal)
  }
}
