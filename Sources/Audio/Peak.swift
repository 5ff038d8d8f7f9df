/// The least and the greatest of a stretch of samples: one column of a waveform.
public struct Peak: Sendable, Equatable {
  /// The least sample; full scale is -1.
  public var low: Float
  /// The greatest sample; full scale is 1.
  public var high: Float

  /// A peak of samples from `low` to `high`.
  public init(low: Float, high: Float) {
    self.low = low
    self.high = high
  }

  /// Of no samples at all: whatever joins it stands alone.
  static let none = Peak(low: .infinity, high: -.infinity)

  /// What can be drawn: silence for no samples.
  var shown: Peak { low <= high ? self : Peak(low: 0, high: 0) }

  /// Makes this the peak of both stretches.
  @inline(__always)
  mutating func join(_ other: Peak) {
    low = other.low < low ? other.low : low
    high = other.high > high ? other.high : high
  }
}
