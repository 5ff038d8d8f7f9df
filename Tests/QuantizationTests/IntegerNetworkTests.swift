import Basis
import ConvNet
import Quantization
import Testing

@Suite("Integer networks")
struct IntegerNetworkTests {
  static let networks: [(name: String, network: NetworkDescription)] =
    NetworkDescription.builtIn.map { ($0.name, $0.network) } + Sample.others

  /// The last codes of the plain way, image by image.
  static func plain(_ network: IntegerNetwork, _ codes: [Int8]) -> [Int8] {
    let size = network.inputShape.count
    return (0..<codes.count / size).flatMap {
      network.activations(Array(codes[$0 * size..<($0 + 1) * size])).last ?? []
    }
  }

  @Test(
    "the fast way gives the plain one's codes on every processor and any number of threads", arguments: 0..<6)
  func fast(_ index: Int) throws {
    let network = try Sample.network(Self.networks[index].network)
    for hasDenseHead in [false, true] {
      var options = Quantizer.Options()
      options.hasDenseHead = hasDenseHead
      let integer = try Quantizer.quantize(network, images: Sample.images(16), options: options)
      // 19 is no multiple of what is done together. The last images are as wild as codes can be.
      var random = RandomKey(seed: 3).adding(index).generator()
      let wild = (0..<3 * 32 * 33).map { _ in Int8(random.integer(in: -128...127)) }
      let codes = integer.codes(Sample.images(16, seed: 5)) + wild
      let expected = Self.plain(integer, codes)
      #expect(expected.count == 19 * integer.classCount)
      for level in 0...2 {
        #expect(IntegerPredictor(integer, level: Int32(level)).outputs(codes, jobs: 1 + level) == expected)
      }
    }
  }

  @Test("random shapes: the fast way gives the plain one's codes", arguments: 0..<40)
  func shapes(_ seed: Int) throws {
    var random = RandomKey(seed: 11).adding(seed).generator()
    func size(_ most: Int) -> NetworkDescription.Size {
      .init(height: random.integer(in: 1...most), width: random.integer(in: 1...most))
    }
    func convolution(_ filters: Int) -> NetworkDescription.Layer {
      var convolution = NetworkDescription.Convolution(filters: filters, kernel: size(4))
      (convolution.stride, convolution.dilation) = (size(3), size(2))
      convolution.padding = random.chance(0.7) ? .same : .valid
      convolution.isDepthwise = random.chance(0.3)
      convolution.activation = .leakyReLU(slope: [0, 0.1, 0.3, 1][random.below(4)])
      return .convolution(convolution)
    }
    let layers = [convolution(random.integer(in: 1...40)), convolution(random.integer(in: 1...40))]
    let last: [[NetworkDescription.Layer]] = [
      [.globalMaxPool], [.globalAveragePool], [.dense(units: 7, activation: .linear)],
      [.maxPool(size: size(2)), .globalAveragePool, .dense(units: 18, activation: .leakyReLU(slope: 0.5))],
    ]
    let description = NetworkDescription(
      height: 24, layers: layers + last[random.below(last.count)],
      head: random.chance(0.5) ? .softmax : .sigmoid)
    guard description.shapes(width: 21) != nil else { return }
    let network = try Network(description, width: 21, seed: UInt64(seed))
    let images = Sample.images(9, height: 24, width: 21, seed: UInt64(seed))
    let integer = try Quantizer.quantize(network, images: images)
    let codes = integer.codes(images)
    #expect(IntegerPredictor(integer).outputs(codes) == Self.plain(integer, codes))
  }

  @Test("codes stay near the floats they stand for, step by step", arguments: 0..<6)
  func near(_ index: Int) throws {
    let network = try Sample.network(Self.networks[index].network)
    // Every number has a code of its own: other ways to find ranges cut the outermost off on purpose.
    var options = Quantizer.Options()
    options.calibration = .minMax
    let integer = try Quantizer.quantize(network, images: Sample.images(64), options: options)
    let folded = try FoldedNetwork(network)
    let images = Sample.images(20, seed: 2)
    let size = folded.input.count
    var drift = 0.0
    for image in 0..<20 {
      let own = Array(images[image * size..<(image + 1) * size])
      let float = folded.activations(own).last ?? []
      let codes = integer.activations(integer.codes(own)).last ?? []
      drift += zip(float, codes).reduce(0) { $0 + Double(abs($1.0 - integer.output.number($1.1))) }
    }
    #expect(drift / Double(20 * integer.classCount) < 0.06)
  }

  @Test("probabilities are those of the codes, and what is no number harms nothing")
  func probabilities() throws {
    let integer = try Quantizer.quantize(try Sample.network(.tiny), images: Sample.images(16))
    var images = Sample.images(10, seed: 4)
    let predictor = IntegerPredictor(integer)
    let outputs = predictor.outputs(integer.codes(images))
    #expect(predictor.probabilities(images) == outputs.map { Float(Int($0) + 128) / 256 })
    images[5] = .nan
    images[6] = .infinity
    images[7] = -.greatestFiniteMagnitude
    #expect(predictor.probabilities(images).dropFirst(2) == predictor.probabilities(images).suffix(18))
    #expect(integer.codes([.nan, .infinity, -.infinity]) == [Int8(integer.input.zeroPoint), 127, -128])
    #expect(predictor.probabilities([]).isEmpty)
  }

  @Test("a layer of zeros, huge biases and tiny weights do no harm")
  func extremes() throws {
    var network = try Network(.tiny, width: 33, seed: 1)
    network.values["0.weight"] = network.values["0.weight"]?.enumerated().map { place, value in
      place % 9 < 4 ? 0 : value * 1e-30
    }
    network.values["0.shift"] = network.values["0.shift"]?.enumerated().map { place, _ in
      place == 1 ? 1e30 : 0
    }
    network.values["2.weight"] = network.values["2.weight"]?.map { _ in 0 }
    let images = Sample.images(8)
    let integer = try Quantizer.quantize(network, images: images)
    let codes = integer.codes(images)
    for level in 0...2 {
      #expect(IntegerPredictor(integer, level: Int32(level)).outputs(codes) == Self.plain(integer, codes))
    }
    let silent = [Float](repeating: 0, count: 32 * 33 * 2)
    let still = try Quantizer.quantize(network, images: silent)
    #expect(IntegerPredictor(still).outputs(still.codes(silent)).count == 4)
  }

  @Test("the same images give the same network, on any number of threads")
  func deterministic() throws {
    let network = try Sample.network(.separable)
    let images = Sample.images(70)
    for calibration in [Calibration.minMax, .percentile(99), .entropy] {
      var options = Quantizer.Options()
      options.calibration = calibration
      let one = try Quantizer.quantize(network, images: images, options: options, jobs: 1)
      let three = try Quantizer.quantize(network, images: images, options: options, jobs: 3)
      #expect(one == three)
      #expect(try TFLite.bytes(of: one) == TFLite.bytes(of: three))
    }
  }
}
