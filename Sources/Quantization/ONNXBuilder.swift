import Files

/// The nodes and constants of a graph while it is written. Field numbers are those of onnx.proto.
struct ONNXBuilder {
  /// What the last node gives: the next one's first input.
  var value = "log_mel"
  private var nodes: [ProtocolBuffer] = []
  private var constants: [ProtocolBuffer] = []

  /// Adds a node (NodeProto) behind the last one; returns what its result is called.
  @discardableResult
  mutating func add(
    _ kind: String, name: String, _ attributes: [ONNXAttribute] = [], with inputs: [String] = [],
    output: String? = nil
  ) -> String {
    var node = ProtocolBuffer()
    for input in [value] + inputs { node.add(1, input) }
    value = output ?? name
    node.add(2, value)
    node.add(3, name)
    node.add(4, kind)
    for attribute in attributes { node.add(5, attribute.message) }
    nodes.append(node)
    return value
  }

  /// Adds a constant (TensorProto); returns its name.
  mutating func constant(_ name: String, _ shape: [Int], _ values: [Float]) -> String {
    addConstant(
      name, shape, type: 1, values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } })
  }

  /// Adds a row of whole numbers; returns its name.
  mutating func constant(_ name: String, _ values: [Int]) -> String {
    addConstant(
      name, [values.count], type: 7,
      values.flatMap { withUnsafeBytes(of: Int64($0).littleEndian) { Array($0) } })
  }

  private mutating func addConstant(_ name: String, _ shape: [Int], type: Int, _ bytes: [UInt8]) -> String {
    var tensor = ProtocolBuffer()
    for side in shape { tensor.add(1, side) }
    tensor.add(2, type)
    tensor.add(8, name)
    tensor.add(9, bytes)
    constants.append(tensor)
    return name
  }

  /// GraphProto.
  ///
  /// - Parameter width: `nil` where any width may go in.
  func message(name: String, height: Int, width: Int?, classes: Int) -> ProtocolBuffer {
    var graph = ProtocolBuffer()
    for node in nodes { graph.add(1, node) }
    graph.add(2, name.isEmpty ? "network" : name)
    for constant in constants { graph.add(5, constant) }
    let side = width.map { Dimension.fixed($0) } ?? .any("width")
    graph.add(
      11,
      ONNXBuilder.value(
        "log_mel", [.any("batch"), .fixed(height), side, .fixed(1)]))
    graph.add(12, ONNXBuilder.value("probabilities", [.any("batch"), .fixed(classes)]))
    return graph
  }

  private enum Dimension {
    case fixed(Int)
    case any(String)
  }

  /// ValueInfoProto of floats.
  private static func value(_ name: String, _ dimensions: [Dimension]) -> ProtocolBuffer {
    var shape = ProtocolBuffer()
    for dimension in dimensions {
      var side = ProtocolBuffer()
      switch dimension {
      case .fixed(let count): side.add(1, count)
      case .any(let name): side.add(2, name)
      }
      shape.add(1, side)
    }
    var tensor = ProtocolBuffer()
    tensor.add(1, 1)
    tensor.add(2, shape)
    var type = ProtocolBuffer()
    type.add(1, tensor)
    var value = ProtocolBuffer()
    value.add(1, name)
    value.add(2, type)
    return value
  }
}

/// What a node does besides its inputs.
enum ONNXAttribute {
  case float(String, Float)
  case number(String, Int)
  case numbers(String, [Int])
  case text(String, String)

  /// AttributeProto.
  var message: ProtocolBuffer {
    var message = ProtocolBuffer()
    switch self {
    case .float(let name, let value):
      message.add(1, name)
      message.add(2, value)
      message.add(20, 1)
    case .number(let name, let value):
      message.add(1, name)
      message.add(3, value)
      message.add(20, 2)
    case .text(let name, let value):
      message.add(1, name)
      message.add(4, value)
      message.add(20, 3)
    case .numbers(let name, let values):
      message.add(1, name)
      // The description is of the older kind, where each number of a list stands by itself.
      for value in values { message.add(8, value) }
      message.add(20, 7)
    }
    return message
  }
}
