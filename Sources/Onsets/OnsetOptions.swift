/// What proposals are made by. The defaults are the one setting that all figures were reached with.
public struct OnsetOptions: Sendable, Equatable {
  /// The score from which an arrival is proposed, 0–1. Default 0.5; 0 proposes every arrival that was looked at:
  /// reflections, tails and what rises a little, for those who would rather reject than miss.
  public var threshold: Double
  /// How much quieter than the loudest within 20 s a shot may be, in dB. Default 7.
  public var levelRange: Double

  /// The one setting, but for what is given.
  public init(threshold: Double = 0.5, levelRange: Double = 7) {
    self.threshold = threshold
    self.levelRange = levelRange
  }
}
