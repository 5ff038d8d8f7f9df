import Basis
import ConvNet
import Files
import Testing

@Suite("Networks and their descriptions")
struct NetworkDescriptionTests {
  @Test("The original network has the original's shapes, weights and products")
  func original() throws {
    let network = NetworkDescription.original
    let shapes = try #require(network.shapes(width: 33))
    #expect(
      shapes.map { [$0.height, $0.width, $0.channels] } == [
        [30, 31, 32], [30, 31, 32], [15, 15, 32], [8, 8, 64], [8, 8, 64], [4, 4, 64], [2, 2, 128],
        [1, 1, 128],
        [1, 1, 256], [1, 1, 128], [1, 1, 2], [1, 1, 2],
      ])
    #expect(network.parameterCount(width: 33) == 158_850)
    // 30·31·32·9 + 8·8·64·9·32 + 2·2·128·9·64 + 128·256 + 256·128 + 128·2
    #expect(network.multiplyAdds(width: 33) == 267_840 + 1_179_648 + 294_912 + 32_768 + 32_768 + 256)
    #expect(network.isFullyConvolutional && network.classCount == 2)
    let least = try #require(network.leastWidth)
    #expect(network.shapes(width: least - 1) == nil && network.shapes(width: least) != nil && least <= 33)
  }

  @Test("A probability every 16 frames")
  func stride() throws {
    for blocks in 1...20 {
      let shapes = try #require(NetworkDescription.original.shapes(width: 33 + 16 * (blocks - 1)))
      #expect(shapes[10].width == blocks)
    }
  }

  @Test("The tiny network fits into 20 kB as int8, with four bytes a bias")
  func tiny() {
    #expect(NetworkDescription.tiny.parameterCount(width: 33) < 17_000)
    #expect(NetworkDescription.separable.parameterCount(width: 33) < 158_850 / 2)
  }

  @Test("Every built-in network gives itself back through JSON")
  func roundTrip() throws {
    for (name, _, network) in NetworkDescription.builtIn {
      let bytes = Array(network.json.text(pretty: true).utf8)
      #expect(try NetworkDescription(JSON.parse(bytes, name: "n.json"), name: "n.json") == network, "\(name)")
    }
  }

  @Test("Sides by TensorFlow's rules")
  func sides() throws {
    var convolution = NetworkDescription.Convolution(filters: 4, kernel: .init(height: 3, width: 5))
    (convolution.stride, convolution.dilation) = (.init(height: 2, width: 3), .init(height: 1, width: 2))
    let input = ImageShape(height: 15, width: 16, channels: 2)
    #expect(convolution.shape(of: input) == ImageShape(height: 7, width: 3, channels: 4))
    convolution.padding = .same
    #expect(convolution.shape(of: input) == ImageShape(height: 8, width: 6, channels: 4))
    convolution.padding = .valid
    #expect(convolution.shape(of: ImageShape(height: 2, width: 16, channels: 2)) == nil)
  }

  @Test(
    "What is no network is refused with line and column",
    arguments: [
      ("{}", "'layers' is missing"), ("[]", "no object"),
      (#"{"height": 32, "head": "softmax", "layers": []}"#, "no image is large enough"),
      (#"{"height": 0, "head": "softmax", "layers": [{"type": "global_max_pool"}]}"#, "'height' cannot be 0"),
      (#"{"height": 9, "head": "max", "layers": [{"type": "global_max_pool"}]}"#, "'head' cannot be \"max\""),
      (#"{"height": 9, "head": "softmax", "depth": 1, "layers": []}"#, "'depth' means nothing here"),
      (#"{"height": 9, "head": "softmax", "layers": [{"type": "pool"}]}"#, "there is no layer 'pool'"),
      (
        #"{"height": 9, "head": "softmax", "layers": [{"type": "dropout", "rate": 1}]}"#, "'rate' cannot be 1"
      ),
      (#"{"height": 9, "head": "softmax", "layers": [{"type": "max_pool", "size": [2, 2, 2]}]}"#, "'size'"),
      (
        #"{"height": 9, "head": "softmax", "layers": [{"type": "max_pool", "size": 12}]}"#,
        "no image is large"
      ),
      (
        #"{"height": 9, "head": "softmax", "layers": [{"type": "convolution", "filters": 1e9, "kernel": 3}]}"#,
        "'filters'"
      ),
      (
        #"{"height": 9, "head": "softmax", "layers": [{"type": "convolution", "filters": 2, "kernel": 3, "activation": {"leaky_relu": 2}}]}"#,
        "'activation'"
      ),
    ])
  func refused(_ text: String, _ words: String) throws {
    let error = #expect(throws: FileError.self) {
      try NetworkDescription(JSON.parse(Array(text.utf8), name: "n.json"), name: "n.json")
    }
    #expect(error?.what.contains(words) == true, "\(String(describing: error))")
    #expect(error?.place.contains("line 1") == true)
  }

  @Test("A network without a weight, with one too many, of another size or with NaN is refused")
  func weights() throws {
    let tiny = NetworkDescription.tiny
    let shapes = try #require(tiny.weights(width: 33))
    let values = Dictionary(
      uniqueKeysWithValues: shapes.map { ($0.name, [Float](repeating: 0.5, count: $0.count)) })
    _ = try Network(tiny, width: 33, values: values)
    func expect(_ error: ConvNetError, _ change: (inout [String: [Float]]) -> Void) {
      var changed = values
      change(&changed)
      #expect(throws: error) { try Network(tiny, width: 33, values: changed) }
    }
    expect(.missing("0.weight")) { $0["0.weight"] = nil }
    expect(.unknown("1.weight")) { $0["1.weight"] = [1] }
    expect(.size("0.scale", has: 3, wanted: 8)) { $0["0.scale"] = [1, 2, 3] }
    expect(.notFinite("0.mean")) { $0["0.mean"]?[2] = .nan }
    #expect(throws: ConvNetError.self) { try Network(tiny, width: 5, values: values) }
  }
}
