import Basis
import Quantization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Codes and factors")
struct AffineQuantizationTests {
  @Test("a code's number is at most half a step away, and 0 has a code of its own", arguments: 0..<200)
  func nearest(seed: Int) {
    var random = RandomKey(seed: 21).adding(seed).generator()
    let ends = [random.gaussian() * 50, random.gaussian() * 50].map(Float.init).sorted()
    let codes = AffineQuantization(ValueRange(low: ends[0], high: ends[1]))
    #expect(codes.number(codes.code(0)) == 0)
    let (low, high) = (min(0, ends[0]), max(0, ends[1]))
    for _ in 0..<50 {
      let number = Float(random.number(in: Double(low)...Double(high)))
      #expect(abs(codes.number(codes.code(number)) - number) <= codes.scale * 1.001)
      // Within the range of codes it is the nearest.
      if abs(Int(codes.code(number))) < 127 {
        #expect(abs(codes.number(codes.code(number)) - number) <= codes.scale * 0.501)
      }
    }
    #expect(codes.code(high + 10 * codes.scale) == 127 && codes.code(low - 10 * codes.scale) == -128)
  }

  @Test("a range of nothing has codes all the same", arguments: [0, Float.leastNonzeroMagnitude])
  func empty(high: Float) {
    let codes = AffineQuantization(ValueRange(low: 0, high: high))
    #expect(codes.scale > 0 && codes.code(0) == Int8(codes.zeroPoint))
    #expect(AffineQuantization(ValueRange(low: -3e38, high: 3e38)).scale.isFinite)
  }

  @Test("a factor's product is the real one to the nearest whole number")
  func products() {
    var random = RandomKey(seed: 22).generator()
    for _ in 0..<20_000 {
      let factor = exp2(random.number(in: -20...0)) * (random.chance(0.1) ? -1 : 1)
      let number = Int32(random.integer(in: -(1 << 28)...(1 << 28)))
      let exact = Double(number) * factor
      let own = QuantizedMultiplier(factor)
      // Two roundings may move a half by a little more than one.
      #expect(abs(Double(own.product(number)) - exact) <= 0.5 + 0.51 + abs(exact) * 0x1p-30)
      #expect(abs(Double(own.productRoundedOnce(number)) - exact) <= 0.5 + abs(exact) * 0x1p-30)
    }
  }

  @Test("factors at the ends")
  func ends() {
    #expect(QuantizedMultiplier(0).product(.max) == 0)
    #expect(QuantizedMultiplier(0x1p-40).product(.max) == 0)
    #expect(QuantizedMultiplier(1).product(12_345) == 12_345)
    #expect(QuantizedMultiplier(0.5).product(3) == 2 && QuantizedMultiplier(0.5).product(-3) == -1)
    // −2 / 4: halves of the product go upwards, those of the shift away from zero.
    #expect(QuantizedMultiplier(0.25).product(-2) == -1)
    #expect(QuantizedMultiplier(0.25).productRoundedOnce(-2) == 0)
    // Just below 1: rounded up to it.
    #expect(QuantizedMultiplier(1 - 0x1p-40) == QuantizedMultiplier(1))
    // What overflows wraps, and nothing stops.
    _ = QuantizedMultiplier(.greatestFiniteMagnitude).product(.min)
    _ = QuantizedMultiplier(0x1p30).product(.max)
    _ = QuantizedMultiplier(-1).product(.min)
  }
}
