import Basis
import ConvNet
import Files

/// What keeps a network from being written as ONNX.
public enum ONNXError: ThreePartError, Equatable {
  /// There is not one label for each of the network's numbers.
  case labels(has: Int, wanted: Int)
  /// The network ends with an image instead of one number a label.
  case notOneCell(height: Int, width: Int)
  /// A name stands twice among the metadata.
  case repeatedKey(String)
}

extension ONNXError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .labels(let has, let wanted): "there are \(has) labels for a network that tells \(wanted) apart"
    case .notOneCell(let height, let width):
      "the network ends with \(height) × \(width) cells where one number a label is wanted"
    case .repeatedKey(let key): "two entries of the metadata are called '\(key)'"
    }
  }

  /// Where it is.
  public var place: String { "export as ONNX" }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .labels(_, let wanted): "give \(wanted) labels, in the order of the network's numbers"
    case .notOneCell: "end the network with a global pool or a dense layer"
    case .repeatedKey: "give each entry a name of its own; 'labels' is taken"
    }
  }
}

/// Networks as ONNX, the format that most runtimes of neural networks read (https://onnx.ai/onnx/repo-docs/IR.html).
///
/// One input, `log_mel`, `[batch, height, width, 1]` as the network has it, and one output, `probabilities`,
/// `[batch, labels]`. Any batch goes in; any width too, where the network is fully convolutional and ends with a global
/// pool. Batch normalisations are folded into the convolutions before them, dropouts left out.
public enum ONNX {
  /// The version of the format: that of ONNX 1.10.
  static let irVersion = 8
  /// The version of the operators.
  static let operatorSet = 13

  /// The file's bytes, the same for the same network, name, labels and metadata.
  ///
  /// - Parameters:
  ///   - name: what the graph is called.
  ///   - labels: one for each of the network's numbers, in their order; the file's metadata hold them under `labels`, as a
  ///     JSON array.
  ///   - metadata: further entries, such as the parameters of the images.
  /// - Throws: `ONNXError`, or `ConvNetError` where weights do not fit, or grow beyond a float when normalisations are folded in.
  public static func bytes(
    of network: Network, name: String, labels: [String], metadata: [(String, String)] = []
  ) throws -> [UInt8] {
    // Values can be changed behind the network's back.
    let network = try Network(network.description, width: network.width, values: network.values).folded()
    let shape = network.description.shapes(width: network.width)?.last
    guard let shape, shape.height == 1, shape.width == 1 else {
      throw ONNXError.notOneCell(height: shape?.height ?? 0, width: shape?.width ?? 0)
    }
    guard labels.count == shape.channels else {
      throw ONNXError.labels(has: labels.count, wanted: shape.channels)
    }
    let list = JSON.Value.array(labels.map { .string($0) }).text(pretty: false)
    let entries = [("labels", list)] + metadata
    var keys = Set<[UInt8]>()
    for (key, _) in entries where !keys.insert(Array(key.utf8)).inserted {
      throw ONNXError.repeatedKey(key)
    }
    var model = ProtocolBuffer()
    model.add(1, irVersion)
    model.add(2, "shotmark")
    model.add(3, Shotmark.version)
    model.add(7, ONNXGraph.message(network, name: name, classes: shape.channels))
    var operators = ProtocolBuffer()
    operators.add(1, "")
    operators.add(2, operatorSet)
    model.add(8, operators)
    for (key, value) in entries {
      var entry = ProtocolBuffer()
      entry.add(1, key)
      entry.add(2, value)
      model.add(14, entry)
    }
    return model.bytes
  }
}
