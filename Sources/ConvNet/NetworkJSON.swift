import Basis
import Files

// Networks as JSON:
//
//     {"height": 32, "head": "softmax", "layers": [
//       {"type": "convolution", "filters": 32, "kernel": 3, "activation": {"leaky_relu": 0.3}},
//       {"type": "dropout", "rate": 0.2}, {"type": "max_pool", "size": [2, 2]}, {"type": "global_max_pool"}]}

extension NetworkDescription {
  /// The network as JSON.
  public var json: JSON.Value {
    .object([
      ("height", .number(height)), ("head", .string(head.rawValue)), ("layers", .array(layers.map(\.json))),
    ])
  }

  /// Reads a network: strictly, since a misspelt key would mean another network.
  ///
  /// - Throws: `FileError.malformed` with line and column.
  public init(_ value: JSON.Value, name: Path) throws {
    let reader = NetworkReader(name: name)
    try reader.checkKeys(value, ["height", "head", "layers"])
    let layers = try reader.need(value, "layers", "a list of layers") { $0.array }
    self.init(
      height: try reader.count(value, "height", in: 1...4096),
      layers: try layers.map { try reader.layer($0) },
      head: try reader.need(value, "head", "softmax or sigmoid") { $0.string.flatMap(Head.init) })
    guard !layers.isEmpty, leastWidth != nil else {
      throw reader.wrong(value, "no image is large enough for these layers", "leave out a pool or a stride")
    }
  }
}

extension NetworkDescription.Size {
  fileprivate var json: JSON.Value {
    height == width ? .number(height) : .array([.number(height), .number(width)])
  }
}

extension NetworkDescription.Activation {
  fileprivate var json: JSON.Value {
    switch self {
    case .linear: "linear"
    case .leakyReLU(let slope): .object([("leaky_relu", .number(slope))])
    }
  }
}

extension NetworkDescription.Layer {
  fileprivate var json: JSON.Value {
    switch self {
    case .convolution(let own):
      .object([
        ("type", "convolution"), ("filters", .number(own.filters)), ("kernel", own.kernel.json),
        ("stride", own.stride.json), ("dilation", own.dilation.json),
        ("padding", .string(own.padding.rawValue)),
        ("depthwise", .bool(own.isDepthwise)), ("batch_norm", .bool(own.isNormalised)),
        ("activation", own.activation.json),
      ])
    case .dropout(let rate): .object([("type", "dropout"), ("rate", .number(rate))])
    case .maxPool(let size): .object([("type", "max_pool"), ("size", size.json)])
    case .globalMaxPool: .object([("type", "global_max_pool")])
    case .globalAveragePool: .object([("type", "global_average_pool")])
    case .dense(let units, let activation):
      .object([("type", "dense"), ("units", .number(units)), ("activation", activation.json)])
    }
  }
}

/// Takes the JSON of a network apart, and says with line and column what is wrong with it.
private struct NetworkReader {
  let name: Path

  func wrong(_ value: JSON.Value, _ what: String, _ remedy: String) -> FileError {
    .malformed(name, line: value.line, column: value.column, what: what, remedy: remedy)
  }

  func checkKeys(_ value: JSON.Value, _ allowed: [String]) throws {
    let list = allowed.joined(separator: ", ")
    guard let members = value.object else {
      throw wrong(value, "this is no object", "write { … } with \(list)")
    }
    for member in members where !allowed.contains(member.key) {
      throw FileError.malformed(
        name, line: member.line, column: member.column, what: "'\(member.key)' means nothing here",
        remedy: "use \(list)")
    }
  }

  func need<Part>(_ value: JSON.Value, _ key: String, _ allowed: String, _ part: (JSON.Value) -> Part?) throws
    -> Part
  {
    guard let found = value[key] else {
      throw wrong(value, "'\(key)' is missing", "add \"\(key)\": \(allowed)")
    }
    guard let read = part(found) else {
      throw wrong(found, "'\(key)' cannot be \(found.text(pretty: false))", "give \(allowed)")
    }
    return read
  }

  func count(_ value: JSON.Value, _ key: String, in range: ClosedRange<Int>) throws -> Int {
    try need(value, key, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0.int.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  private func size(_ value: JSON.Value, _ key: String, standard: Int?) throws -> NetworkDescription.Size {
    if let standard, value[key] == nil { return NetworkDescription.Size(standard) }
    return try need(value, key, "a whole number from 1 to 255, or two: [bands, frames]") { found in
      let numbers = (found.array ?? [found]).compactMap(\.int)
      guard (1...2).contains(numbers.count), numbers.count == (found.array ?? [found]).count,
        numbers.allSatisfy({ (1...255).contains($0) })
      else { return nil }
      return NetworkDescription.Size(height: numbers[0], width: numbers[numbers.count - 1])
    }
  }

  private func flag(_ value: JSON.Value, _ key: String) throws -> Bool {
    value[key] == nil ? false : try need(value, key, "true or false") { $0.bool }
  }

  private func activation(_ value: JSON.Value) throws -> NetworkDescription.Activation {
    guard value["activation"] != nil else { return .linear }
    return try need(value, "activation", #""linear", "relu" or {"leaky_relu": 0.3}"#) { found in
      if found.string == "linear" { return .linear }
      if found.string == "relu" { return .leakyReLU(slope: 0) }
      guard let members = found.object, members.count == 1, let slope = found["leaky_relu"]?.double,
        (0...1).contains(slope)
      else { return nil }
      return .leakyReLU(slope: Float(slope))
    }
  }

  func layer(_ value: JSON.Value) throws -> NetworkDescription.Layer {
    let types = "convolution, dropout, max_pool, global_max_pool, global_average_pool or dense"
    switch try need(value, "type", types, { $0.string }) {
    case "convolution": return .convolution(try convolution(value))
    case "dropout":
      try checkKeys(value, ["type", "rate"])
      return .dropout(
        try need(value, "rate", "a number from 0 to 0.99") { found in
          found.double.flatMap { (0...0.99).contains($0) ? Float($0) : nil }
        })
    case "max_pool":
      try checkKeys(value, ["type", "size"])
      return .maxPool(size: try size(value, "size", standard: nil))
    case "global_max_pool":
      try checkKeys(value, ["type"])
      return .globalMaxPool
    case "global_average_pool":
      try checkKeys(value, ["type"])
      return .globalAveragePool
    case "dense":
      try checkKeys(value, ["type", "units", "activation"])
      return .dense(units: try count(value, "units", in: 1...65_536), activation: try activation(value))
    case let other: throw wrong(value["type"] ?? value, "there is no layer '\(other)'", "use \(types)")
    }
  }

  private func convolution(_ value: JSON.Value) throws -> NetworkDescription.Convolution {
    try checkKeys(
      value,
      [
        "type", "filters", "kernel", "stride", "dilation", "padding", "depthwise", "batch_norm", "activation",
      ])
    var convolution = NetworkDescription.Convolution(
      filters: try count(value, "filters", in: 1...65_536), kernel: try size(value, "kernel", standard: nil))
    convolution.stride = try size(value, "stride", standard: 1)
    convolution.dilation = try size(value, "dilation", standard: 1)
    if value["padding"] != nil {
      convolution.padding = try need(value, "padding", "valid or same") {
        $0.string.flatMap(NetworkDescription.Padding.init)
      }
    }
    convolution.isDepthwise = try flag(value, "depthwise")
    convolution.isNormalised = try flag(value, "batch_norm")
    convolution.activation = try activation(value)
    return convolution
  }
}
