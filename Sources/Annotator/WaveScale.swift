import Audio
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// From amplitudes to dots.
package enum WaveScale {
  /// The dots that a peak covers among `rows` (an even number), the first one on top; `nil` for silence.
  ///
  /// Each half has `rows / 2` dots, of which dot k stands for the amplitudes above (k − 1) / (rows / 2) · scale up to
  /// k / (rows / 2) · scale: whatever is not silence shows at least one dot, and on its own side of the middle.
  package static func dots(of peak: Peak, scale: Float, rows: Int) -> Range<Int>? {
    let half = rows / 2
    let (low, high) = (usable(peak.low), usable(peak.high))
    guard half > 0, low <= high, low != 0 || high != 0 else { return nil }
    func steps(_ amplitude: Float) -> Int {
      let part = (Double(amplitude) / Double(max(scale, .leastNormalMagnitude)) * Double(half)).rounded(.up)
      return max(1, Int(min(part, Double(half))))
    }
    let top = high > 0 ? half - steps(high) : high < 0 ? half + steps(-high) - 1 : half
    let end = low < 0 ? half + steps(-low) : low > 0 ? half - steps(low) + 1 : half
    return top..<end
  }

  /// Not a number counts as silence.
  private static func usable(_ amplitude: Float) -> Float { amplitude.isNaN ? 0 : amplitude }

  /// The peak of several.
  package static func joined(_ peaks: some Sequence<Peak>) -> Peak {
    var all = Peak(low: .infinity, high: -.infinity)
    for peak in peaks {
      all.low = min(all.low, usable(peak.low))
      all.high = max(all.high, usable(peak.high))
    }
    return all
  }

  /// The greatest distance from 0, at most 1.
  static func height(_ peaks: some Sequence<Peak>) -> Float {
    var height: Float = 0
    for peak in peaks where peak.low <= peak.high { height = max(height, max(-peak.low, peak.high)) }
    return min(1, height)
  }

  /// The amplitude of a waveform's edge: 1, or less by steps of 6 dB where the recording is quieter, so that it hardly
  /// ever changes while one moves about.
  static func stepped(_ height: Float) -> Float {
    var scale: Float = 1
    while scale > 0x1p-15, height <= scale / 2 { scale /= 2 }
    return scale
  }

  /// An amplitude in dB below full scale, as a text.
  static func decibels(_ amplitude: Float) -> String {
    guard amplitude > 0, amplitude.isFinite else { return "silence" }
    let decibels = Int(max(-999, min(99, Decibels.ofAmplitude(Double(amplitude)).rounded())))
    return decibels < 0 ? "−\(-decibels) dB" : "\(decibels) dB"
  }
}
