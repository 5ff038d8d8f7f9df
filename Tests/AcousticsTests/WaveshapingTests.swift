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
}
