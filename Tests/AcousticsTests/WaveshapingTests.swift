import Acoustics
import Basis
import Testing

@Suite("Waveshaping")
struct WaveshapingTests {
  /// Samples in and beyond full scale, ties of every step size among them.
  private static let samples: [Float] = (0..<5000).map { index in
    var generator = RandomKey(seed: 12).adding(index).generator()
    return index % 7 == 0 ? Float(index % 64 - 32) / 32 : Float(generator.number(in: -1.5...1.5))
  }

  private static func shaped(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) -> [Float] {
    var samples = samples
    samples.withUnsafeMutableBufferPointer { body($0) }
    return samples
  }

  @Test("samples are rounded to the steps of so many bits, ties to even", arguments: 1...16)
  func rounding(bits: Int) {
    let steps = Float(1 << (bits - 1))
    let expected = Self.samples.map { sample in
      max(-steps, min(steps - 1, (sample * steps).rounded(.toNearestOrEven))) / steps
    }
    #expect(Self.shaped { Waveshaping.round($0, bits: bits) } == expected)
  }

  @Test("peaks are held, and bent, as the formulas say")
  func peaks() {
    let held = Self.shaped { Waveshaping.hold($0, ceiling: 0.4) }
    #expect(held == Self.samples.map { max(-0.4, min(0.4, $0)) })
    let bent = Self.shaped { Waveshaping.bend($0, drive: 3, scale: 0.5) }
    let expected = Self.samples.map { sample -> Float in
      let driven = sample * 3
      return driven / (1 + driven * driven).squareRoot() * 0.5
    }
    #expect(bent == expected)
  }

  @Test("a curve gives what it says for each number of 16 bits")
  func curve() {
    let curve = Waveshaping.Curve { $0 * $0 * $0 }
    let expected = Self.samples.map { sample -> Float in
      let place = Double(max(-32_768, min(32_767, (sample * 32_768).rounded(.toNearestOrEven)))) / 32_768
      return Float(place * place * place)
    }
    #expect(Self.shaped { curve.apply(to: $0) } == expected)
  }

  /// Odd with few values, which a smaller table holds; even, falling, and with a step at 0 only.
  private static let curves: [(String, @Sendable (Double) -> Double)] = [
    ("steps", { ($0 * 200).rounded() / 200 }),
    ("255 steps", { ($0 * 255).rounded() / 255 }),
    ("256 steps", { ($0 * 256).rounded() / 256 }),
    ("odd, negative zeros", { $0 < 0 ? -((-$0 * 7).rounded() / 7) : ($0 * 7).rounded() / 7 }),
    ("even", { ($0 * 100).rounded() * ($0 * 100).rounded() }),
    ("falling", { ($0 * -50).rounded() }),
    ("a step at 0", { $0 == 0 ? 1 : 0 }),
    ("odd but for full scale", { $0 == -1 ? 5 : ($0 * 30).rounded() }),
  ]

  @Test(
    "however many values a curve has, and odd or not, it gives what it says, to the bit", arguments: 0..<8)
  func tables(number: Int) {
    let (name, value) = Self.curves[number]
    let curve = Waveshaping.Curve(value)
    var samples = (-32_768...32_768).map { Float($0) / 32_768 } + Self.samples
    let expected = samples.map { sample -> Float in
      Float(value(Double(max(-32_768, min(32_767, (sample * 32_768).rounded(.toNearestOrEven)))) / 32_768))
    }
    samples.withUnsafeMutableBufferPointer { curve.apply(to: $0) }
    #expect(samples.map(\.bitPattern) == expected.map(\.bitPattern), "\(name)")
  }
}
