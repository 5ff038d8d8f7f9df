import Basis

/// How detections are made of probabilities and rises.
public struct DetectorOptions: Sendable, Equatable {
  /// The score from which a detection is told, 0–1. Default 0.5.
  public var threshold: Double
  /// The lower threshold as a fraction of the upper one, 0–1: what was on stays on down to it. Default 0.5; 1 has no
  /// lower one.
  public var lowerFraction: Double
  /// Windows, on either side, from which on reaches on to others through the lower threshold. Default 8, about a second.
  public var reach: Int
  /// Samples at 16 kHz within which there is one detection, the surest. Default 480 (30 ms), the most that there may be.
  public var refractory: Int
  /// Seconds of sound behind a detection that are waited for, 0–60. Default 20: as far as rises are compared in loudness.
  public var delay: Double
  /// The label that is looked for; `nil` for the model's first one other than `ENV`.
  public var positive: String?
  /// Windows that are waited for before any is judged: fewer are told sooner. Nothing else depends on it.
  public var windowsAtOnce: Int

  /// The longest refractory time, in samples: 30 ms.
  public static let longestRefractory = 480

  /// The defaults, but for what is given.
  public init(
    threshold: Double = 0.5, lowerFraction: Double = 0.5, reach: Int = 8, refractory: Int = longestRefractory,
    delay: Double = 20, positive: String? = nil, windowsAtOnce: Int = 512
  ) {
    self.threshold = threshold
    self.lowerFraction = min(1, max(0.01, lowerFraction))
    self.reach = min(1000, max(0, reach))
    self.refractory = min(DetectorOptions.longestRefractory, max(0, refractory))
    self.delay = min(60, max(0, delay))
    self.positive = positive
    self.windowsAtOnce = max(1, windowsAtOnce)
  }
}
