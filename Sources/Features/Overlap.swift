/// A stretch of sound that two recordings share.
public struct Overlap: Equatable, Hashable, Sendable {
  /// The other recording.
  public var id: Int
  /// Where the stretch begins in the recording that was asked about, in samples at 16 kHz.
  public var start: Int
  /// The same moment lies `shift` samples later in the other recording; right to some 4 samples.
  public var shift: Int
  /// Samples of the stretch, at least 1792 (112 ms).
  public var length: Int
  /// The correlation of the two over the stretch, as the signs tell it: cos(π · part of differing signs), 0.8 to 1.
  public var score: Double
  /// Whether one is the other upside down.
  public var isInverted: Bool

  /// An overlap.
  public init(id: Int, start: Int, shift: Int, length: Int, score: Double, isInverted: Bool) {
    (self.id, self.start, self.shift) = (id, start, shift)
    (self.length, self.score, self.isInverted) = (length, score, isInverted)
  }
}
