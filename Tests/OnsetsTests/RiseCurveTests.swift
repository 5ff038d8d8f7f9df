import Basis
import Onsets
import Testing

@Suite("How much each millisecond rises") struct RiseCurveTests {
  /// From the definition: 4 frames after against the better of 50 and (2 dB less) 14 before, in the best band.
  private func naive(_ frame: Int, _ powers: [SIMD4<Float>]) -> Double {
    guard frame >= 10 else { return 0 }
    func mean(_ low: Int, _ high: Int, _ lane: Int) -> Double {
      let range = max(0, low)..<min(powers.count, high)
      return range.reduce(0) { $0 + Double(powers[$1][lane]) } / Double(range.count) + 1e-9
    }
    let ratios = (0..<3).map { lane -> Double in
      let now = mean(frame, frame + 4, lane)
      return max(now / mean(frame - 50, frame, lane), 0.63 * now / mean(frame - 14, frame, lane))
    }
    return ratios.max() ?? 0
  }

  @Test("agrees with its definition, wherever the frames begin")
  func definition() {
    var generator = RandomKey(seed: 2).generator()
    let powers = (0..<400).map { _ in
      SIMD4<Float>((0..<4).map { _ in Float(Decibels.power(generator.number(in: -120...0))) })
    }
    let whole = RiseCurve.ratios(0..<390, powers: powers, first: 0)
    for frame in 0..<390 {
      #expect(abs(Double(whole[frame]) / max(1e-12, naive(frame, powers)) - 1) < 1e-3 || frame < 10)
    }
    #expect(whole[..<10].allSatisfy { $0 == 0 })
    let later = RiseCurve.ratios(200..<300, powers: Array(powers[140...]), first: 140)
    #expect(zip(later, whole[200...]).allSatisfy { abs($0 / $1 - 1) < 1e-4 })
  }
}
