import Basis
import ConvNet
import Quantization
import Testing

@Suite("Calibration")
struct CalibrationTests {
  /// Numbers around 0 with a few far out.
  static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var random = RandomKey(seed: seed).generator()
    return (0..<count).map { $0 % 5000 == 0 ? Float(random.number(in: 50...60)) : Float(random.gaussian()) }
  }

  static func histogram(_ numbers: [Float], bins: Int = 2048) -> ValueHistogram {
    var histogram = ValueHistogram(ValueRange(numbers), bins: bins)
    histogram.add(numbers)
    return histogram
  }

  @Test("ranges are those of every step over every image, whatever the threads")
  func minMax() throws {
    let network = try FoldedNetwork(try Sample.network(.tiny))
    let images = Sample.images(70)
    let size = network.input.count
    var expected = [ValueRange(images)]
    for image in 0..<70 {
      let own = network.activations(Array(images[image * size..<(image + 1) * size])).map { ValueRange($0) }
      expected =
        image == 0 ? expected + own : [expected[0]] + zip(expected.dropFirst(), own).map { $0.joined($1) }
    }
    #expect(try Calibration.minMax.ranges(network, images: images, jobs: 3) == expected)
    #expect(try Calibration.percentile(100).ranges(network, images: images) == expected)
  }

  @Test(
    "a percentile leaves out at most its part, and all of it that whole bins allow",
    arguments: [90, 99, 99.9])
  func percentile(kept: Double) {
    let numbers = Self.numbers(100_000, seed: 1)
    let histogram = Self.histogram(numbers)
    let range = histogram.range(percentile: kept)
    let outside = numbers.count { $0 < range.low || $0 > range.high }
    #expect(Double(outside) <= Double(numbers.count) * (100 - kept) / 100 * 1.001)
    let step = (histogram.range.high - histogram.range.low) / 2048
    let narrower = numbers.count { $0 < range.low + step * 1.01 || $0 > range.high - step * 1.01 }
    #expect(Double(narrower) > Double(numbers.count) * (100 - kept) / 100 * 0.5)
    #expect(histogram.range(percentile: 100) == histogram.range)
  }

  @Test("the range of least divergence cuts off a few numbers far out, and nothing of the rest")
  func entropy() {
    for seed in 1...5 as ClosedRange<UInt64> {
      let numbers = Self.numbers(50_000, seed: seed)
      let histogram = Self.histogram(numbers)
      let range = histogram.entropyRange()
      // Ten numbers far out are not worth the steps.
      #expect(range.high < 20 && range.high > 3, "\(range)")
      #expect(range.low < -2, "\(range)")
    }
  }

  @Test("no other place of either end has less divergence in 256 steps")
  func entropyIsLeast() {
    for seed in 1...8 as ClosedRange<UInt64> {
      let histogram = Self.histogram(Self.numbers(20_000, seed: seed))
      let (whole, count) = (histogram.range, histogram.counts.count)
      let step = (whole.high - whole.low) / Float(count)
      let range = histogram.entropyRange()
      let low = Int(((range.low - whole.low) / step).rounded())
      let high = Int(((range.high - whole.low) / step).rounded())
      let least = histogram.divergence(low..<high, 256)
      let zero = Int(-whole.low / step)
      for other in stride(from: max(zero + 1, low + 256), through: count, by: count / 128) {
        #expect(least <= histogram.divergence(low..<other, 256))
      }
      for other in stride(from: 0, through: min(zero, high - 256), by: count / 128) {
        #expect(least <= histogram.divergence(other..<high, 256))
      }
    }
  }

  @Test("evenly spread numbers keep their whole range")
  func even() {
    let numbers = (0..<200_000).map { Float($0) / 1000 - 50 }
    let histogram = Self.histogram(numbers)
    let range = histogram.entropyRange()
    #expect(abs(range.low - histogram.range.low) < 1 && abs(range.high - histogram.range.high) < 1)
  }

  @Test("histograms count every number once, and add up")
  func counts() {
    let numbers = Self.numbers(10_000, seed: 4)
    let whole = Self.histogram(numbers)
    #expect(whole.counts.reduce(0, +) == numbers.count)
    var parts = [ValueHistogram(whole.range), ValueHistogram(whole.range)]
    parts[0].add(numbers.prefix(3000))
    parts[1].add(numbers.dropFirst(3000))
    #expect(parts[0].joined(parts[1]) == whole)
    var point = ValueHistogram(ValueRange(low: 2, high: 2))
    point.add([2, 2, 2])
    #expect(point.counts.reduce(0, +) == 3 && point.entropyRange() == point.range)
    #expect(point.range(percentile: 99).high == 2)
  }

  @Test("what cannot be calibrated with is refused in three parts")
  func refused() throws {
    let network = try Sample.network(.tiny)
    func fails(_ images: [Float], _ error: QuantizationError, _ calibration: Calibration = .minMax) {
      var options = Quantizer.Options()
      options.calibration = calibration
      #expect(throws: error) { try Quantizer.quantize(network, images: images, options: options) }
      #expect(!error.what.isEmpty && !error.place.isEmpty && !error.remedy.isEmpty)
    }
    var images = Sample.images(3)
    fails([], .noImages)
    fails(images + [1], .imageSize(has: 3 * 1056 + 1, wanted: 1056))
    fails([1, 2], .imageSize(has: 2, wanted: 1056))
    for percentile in [50, 0, -1, 100.5, .nan, .infinity] {
      let error = #expect(throws: QuantizationError.self) {
        try Calibration.percentile(percentile).ranges(FoldedNetwork(network), images: images)
      }
      #expect(error?.what.contains("%") == true)
    }
    for wrong in [Float.nan, .infinity, -.infinity] {
      images[1056 * 2 + 7] = wrong
      fails(images, .notFinite(image: 2))
    }
  }

  @Test("networks that cannot be applied are refused in three parts")
  func networks() throws {
    let network = try Sample.network(.tiny)
    let images = Sample.images(3)
    func quantize(_ network: Network, width: Int? = nil) throws {
      var options = Quantizer.Options()
      options.width = width
      _ = try Quantizer.quantize(network, images: images, options: options)
    }
    var broken = network
    broken.values["0.weight"] = nil
    #expect(throws: ConvNetError.missing("0.weight")) { try quantize(broken) }
    broken = network
    broken.values["0.weight"]?[3] = .nan
    #expect(throws: ConvNetError.notFinite("0.weight")) { try TFLite.bytes(of: broken) }
    broken = network
    broken.values["0.variance"] = broken.values["0.variance"]?.map { _ in -1 }
    #expect(throws: ConvNetError.notFinite("0.weight")) { try quantize(broken) }
    broken = network
    for name in ["0.scale", "2.scale", "5.scale"] {
      broken.values[name] = broken.values[name]?.map { _ in 1e30 }
    }
    #expect(throws: QuantizationError.self) { try quantize(broken) }
    #expect(throws: ConvNetError.self) { try quantize(network, width: 5) }
    let dense = try Sample.network(Sample.others[1].network)
    #expect(throws: QuantizationError.fixedWidth(width: 33, wanted: 40)) { try quantize(dense, width: 40) }
    let open = NetworkDescription(height: 32, layers: [.maxPool(size: .init(16))], head: .softmax)
    #expect(throws: QuantizationError.manyCells(height: 2, width: 2)) {
      try TFLite.bytes(of: try Network(open, width: 33, seed: 1))
    }
  }
}
