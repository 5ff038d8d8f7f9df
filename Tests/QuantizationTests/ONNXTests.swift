import Basis
import ConvNet
import Files
import Quantization
import TestSupport
import Testing

@Suite("Networks as ONNX")
struct ONNXTests {
  private static func convolution(
    _ filters: Int, _ kernel: (Int, Int), _ change: (inout NetworkDescription.Convolution) -> Void = { _ in }
  ) -> NetworkDescription.Layer {
    var convolution = NetworkDescription.Convolution(
      filters: filters, kernel: .init(height: kernel.0, width: kernel.1))
    change(&convolution)
    return .convolution(convolution)
  }

  /// Networks that use what the built-in ones do not.
  private static let odd: [(name: String, network: NetworkDescription)] = [
    (
      "dilated",
      NetworkDescription(
        height: 20,
        layers: [
          convolution(5, (3, 2)) {
            ($0.dilation, $0.activation) = (.init(height: 2, width: 3), .leakyReLU(slope: 0))
          },
          convolution(4, (4, 3)) { ($0.padding, $0.dilation) = (.same, .init(height: 1, width: 2)) },
          convolution(3, (2, 5)) {
            ($0.padding, $0.stride, $0.dilation) = (
              .same, .init(height: 2, width: 3), .init(height: 3, width: 2)
            )
            ($0.isNormalised, $0.activation) = (true, .leakyReLU(slope: 0.2))
          },
          .globalAveragePool,
        ], head: .sigmoid)
    ),
    (
      "strided",
      NetworkDescription(
        height: 17,
        layers: [
          convolution(6, (2, 1)) { ($0.padding, $0.stride) = (.same, .init(height: 3, width: 2)) },
          convolution(0, (3, 4)) {
            ($0.filters, $0.isDepthwise, $0.padding) = (6, true, .same)
            $0.stride = .init(height: 1, width: 3)
          },
          convolution(4, (1, 1)) { $0.isNormalised = true }, .maxPool(size: .init(height: 3, width: 1)),
          .dropout(0.5), .globalMaxPool, convolution(3, (1, 1)) { $0.activation = .leakyReLU(slope: 0.1) },
        ], head: .softmax)
    ),
    (
      "dense",
      NetworkDescription(
        height: 12,
        layers: [
          convolution(5, (3, 3)) { ($0.padding, $0.stride) = (.same, .init(height: 2, width: 2)) },
          .maxPool(size: .init(height: 2, width: 3)), .dense(units: 7, activation: .leakyReLU(slope: 0.3)),
          convolution(6, (1, 1)) { $0.activation = .leakyReLU(slope: 0) }, .globalMaxPool,
          .dense(units: 4, activation: .linear), .dense(units: 3, activation: .leakyReLU(slope: 0.5)),
        ], head: .softmax)
    ),
    (
      "without pool",
      NetworkDescription(
        height: 6, layers: [convolution(4, (6, 10)) { $0.isNormalised = true }, convolution(1, (1, 1))],
        head: .sigmoid)
    ),
  ]

  private static let cases =
    NetworkDescription.builtIn.map { ($0.name, $0.network) } + odd.map { ($0.name, $0.network) }

  /// A network with every weight drawn, such that its probabilities are spread out.
  private static func drawn(_ description: NetworkDescription, width: Int, _ key: RandomKey) throws -> Network
  {
    let shapes = try #require(description.weights(width: width))
    var values: [String: [Float]] = [:]
    for shape in shapes {
      var random = key.adding(shape.name).generator()
      let isDepthwise = shape.shape.count == 4 && shape.shape[0] == 1 && shape.shape[3] > 1
      let inputs = isDepthwise ? shape.shape[1] * shape.shape[2] : shape.shape.dropFirst().reduce(1, *)
      let spread = (2 / Double(max(1, inputs))).squareRoot()
      let kind = shape.name.split(separator: ".").last
      values[shape.name] = (0..<shape.count).map { _ in
        switch kind {
        case "weight": Float(spread * random.gaussian())
        case "scale", "variance": Float(random.number(in: 0.3...2))
        default: Float(0.3 * random.gaussian())
        }
      }
    }
    return try Network(description, width: width, values: values)
  }

  private static func images(_ count: Int, height: Int, width: Int, _ key: RandomKey) -> [[Float]] {
    (0..<count).map { index in
      var random = key.adding("image").adding(index).generator()
      let level = random.number(in: 0.1...3)
      return (0..<height * width).map { _ in Float(level * random.gaussian()) }
    }
  }

  /// Runs the file on images of several widths, in batches of their own.
  private static let script = """
    import sys, json, numpy, onnxruntime
    folder = sys.argv[1]
    session = onnxruntime.InferenceSession(folder + '/network.onnx', providers=['CPUExecutionProvider'])
    (own,), (result,) = session.get_inputs(), session.get_outputs()
    metadata = session.get_modelmeta().custom_metadata_map
    print(own.name, own.shape[0], own.shape[1], own.shape[2], own.shape[3])
    print(result.name, result.shape[0], result.shape[1])
    print(json.loads(metadata['labels']) == json.load(open(folder + '/labels')), metadata.get('rate'))
    for name in open(folder + '/names').read().split():
        images = numpy.load(folder + '/' + name)
        numpy.save(folder + '/p' + name, session.run(['probabilities'], {'log_mel': images})[0])
    """

  @Test(
    "give the probabilities of a plain forward pass in onnxruntime, for any batch and any width",
    .enabled(
      if: Python.has("numpy, onnxruntime"),
      "needs onnxruntime from PyPI: make test installs it where the network lets it"),
    arguments: 0..<cases.count)
  func onnxruntime(number: Int) throws {
    let (name, description) = Self.cases[number]
    let key = RandomKey(seed: UInt64(number)).adding("onnx")
    let width = name == "without pool" ? 10 : 33
    let network = try Self.drawn(description, width: width, key)
    let labels = (0..<description.classCount).map { "label \"\($0)\" é" }
    let folder = try TemporaryFolder()
    let bytes = try ONNX.bytes(of: network, name: name, labels: labels, metadata: [("rate", "16000")])
    try folder.write(bytes, as: "network.onnx")
    try folder.write(JSON.Value.array(labels.map { .string($0) }).text(pretty: false), as: "labels")
    let isAnyWidth = name != "dense" && name != "without pool"
    let widths = isAnyWidth ? [33, 34, 35, 36, 37, 38, 60] : [width]
    for width in widths {
      // Fifty images of the network's own width, in one batch.
      let images = Self.images(width == widths[0] ? 50 : 3, height: description.height, width: width, key)
      try NPY.write(
        float32: images.flatMap { $0 }, shape: [images.count, description.height, width, 1],
        to: folder.path.appending(Path("w\(width).npy")))
    }
    try folder.write(widths.map { "w\($0).npy" }.joined(separator: " "), as: "names")
    #expect(
      Python.output(of: Self.script, folder.path) == """
        log_mel batch \(description.height) \(isAnyWidth ? "width" : "\(width)") 1
        probabilities batch \(description.classCount)
        True 16000

        """)
    for width in widths {
      let (shape, found) = try NPY.read(folder.path.appending(Path("pw\(width).npy")))
      let images = Self.images(width == widths[0] ? 50 : 3, height: description.height, width: width, key)
      #expect(shape == [images.count, description.classCount])
      let expected = images.flatMap { DoubleForward(network: network).probabilities($0) }
      #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) <= 1e-4 })
      // Probabilities that are all the same would say nothing.
      let spread = (expected.max() ?? 0) - (expected.min() ?? 0)
      if width == widths[0] { #expect(found.count == expected.count && spread > 0.1) }
    }
  }

  @Test("are the same for the same network, and without what is not needed")
  func bytes() throws {
    let network = try Self.drawn(.tiny, width: 33, RandomKey(seed: 1))
    let bytes = try ONNX.bytes(of: network, name: "tiny", labels: ["GUN", "ENV"])
    #expect(try ONNX.bytes(of: network, name: "tiny", labels: ["GUN", "ENV"]) == bytes)
    // Weights as floats, without those of normalisations, and some 3 kB of names and shapes.
    let shapes = try #require(network.description.weights(width: 33))
    let weights = shapes.filter {
      $0.name.hasSuffix("weight") || $0.name.hasSuffix("bias") || $0.name.hasSuffix("shift")
    }
    let least = 4 * weights.reduce(0) { $0 + $1.count }
    #expect((least..<least + 3000).contains(bytes.count))
    let fields = try #require(ProtocolBuffer.fields(of: bytes[...]))
    #expect(fields.filter { $0.number == 1 }.map(\.word) == [8])
    let operators = try #require(
      fields.first { $0.number == 8 }.flatMap { ProtocolBuffer.fields(of: $0.bytes) })
    #expect(operators.filter { $0.number == 2 }.map(\.word) == [13])
  }

  @Test("of networks that are none, or with labels that are not theirs, are refused in three parts")
  func refused() throws {
    let network = try Self.drawn(.tiny, width: 33, RandomKey(seed: 1))
    #expect(throws: ONNXError.labels(has: 1, wanted: 2)) {
      try ONNX.bytes(of: network, name: "", labels: ["GUN"])
    }
    #expect(throws: ONNXError.repeatedKey("labels")) {
      try ONNX.bytes(of: network, name: "", labels: ["a", "b"], metadata: [("labels", "")])
    }
    let image = NetworkDescription(height: 6, layers: [Self.convolution(2, (5, 5))], head: .softmax)
    let open = try Self.drawn(image, width: 8, RandomKey(seed: 1))
    #expect(throws: ONNXError.notOneCell(height: 2, width: 4)) {
      try ONNX.bytes(of: open, name: "", labels: ["a", "b"])
    }
    var broken = network
    broken.values["0.weight"] = []
    #expect(throws: ConvNetError.size("0.weight", has: 0, wanted: 72)) {
      try ONNX.bytes(of: broken, name: "", labels: ["a", "b"])
    }
    broken = network
    broken.values["2.scale"] = [Float](repeating: 1e38, count: 16)
    broken.values["2.variance"] = [Float](repeating: 0, count: 16)
    #expect(throws: ConvNetError.notFinite("2.weight")) {
      try ONNX.bytes(of: broken, name: "", labels: ["a", "b"])
    }
    broken.values["0.weight"] = nil
    #expect(throws: ConvNetError.missing("0.weight")) {
      try ONNX.bytes(of: broken, name: "", labels: ["a", "b"])
    }
    for error in [
      ONNXError.labels(has: 1, wanted: 2), .notOneCell(height: 2, width: 1), .repeatedKey("a"),
    ] {
      for part in [error.what, error.place, error.remedy] {
        #expect(!part.isEmpty && !part.hasSuffix(".") && !part.contains("\n"))
      }
    }
  }
}
