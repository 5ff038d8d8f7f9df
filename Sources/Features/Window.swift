#if canImport(Glibc)
  import Glibc
#endif

/// The taper that each frame is multiplied with before its FFT.
public enum Window: String, Sendable, CaseIterable {
  /// Hann whose first and last value are both 0: `numpy.hanning`, what the original project used.
  case hannSymmetric
  /// Hann that would go on periodically: librosa's and scipy's default `hann`.
  case hannPeriodic
  /// Hamming, symmetric: `numpy.hamming`.
  case hammingSymmetric
  /// Hamming, periodic: scipy's default `hamming`.
  case hammingPeriodic
  /// No taper.
  case rectangular

  /// The window's `count` values; `[1]` for a single one.
  ///
  /// `a − (1 − a)·cos(2πn / d)` with a = 0.5 (Hann) or 0.54 (Hamming), d = count − 1 (symmetric) or count (periodic)
  /// (Harris: On the use of windows for harmonic analysis, 1978).
  public func values(_ count: Int) -> [Double] {
    guard count > 1 else { return [Double](repeating: 1, count: max(0, count)) }
    switch self {
    case .hannSymmetric: return Window.raisedCosine(0.5, count, period: count - 1)
    case .hannPeriodic: return Window.raisedCosine(0.5, count, period: count)
    case .hammingSymmetric: return Window.raisedCosine(0.54, count, period: count - 1)
    case .hammingPeriodic: return Window.raisedCosine(0.54, count, period: count)
    case .rectangular: return [Double](repeating: 1, count: count)
    }
  }

  private static func raisedCosine(_ offset: Double, _ count: Int, period: Int) -> [Double] {
    (0..<count).map { offset - (1 - offset) * cos(2 * Double.pi * Double($0) / Double(period)) }
  }
}
