import Basis
import ConvNet

extension TFLiteGraph {
  /// The file: a FlatBuffer with the identifier `TFL3`.
  ///
  /// - Throws: `QuantizationError.tooLarge`.
  func bytes() throws -> [UInt8] {
    let size = tensors.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
    // Offsets have 31 bits; the rest of the file is small.
    guard size < 1 << 30, let buffer = FlatBuffer(capacity: size + size / 8 + 65_536) else {
      throw QuantizationError.tooLarge(bytes: size)
    }
    var writer = TFLiteWriter(buffer: buffer, graph: self)
    return writer.write()
  }
}

/// Tables from the leaves to the root. Numbers of fields are those of the schema.
private struct TFLiteWriter {
  let buffer: FlatBuffer
  let graph: TFLiteGraph
  /// Zero points by how many there are, since they are all 0 and may be shared.
  private var zeroPoints: [[Int64]: FlatBuffer.Offset] = [:]

  init(buffer: FlatBuffer, graph: TFLiteGraph) { (self.buffer, self.graph) = (buffer, graph) }

  mutating func write() -> [UInt8] {
    // Buffer 0 is empty, for tensors that hold nothing yet; then the constants, then the oldest runtime's name.
    var buffers = [buffer.table([])]
    var places: [Int] = []
    for tensor in graph.tensors {
      places.append(tensor.bytes == nil ? 0 : buffers.count)
      if let bytes = tensor.bytes { buffers.append(data(bytes)) }
    }
    buffers.append(data(runtime))
    let metadata = buffer.string("min_runtime_version")
    let metadataTable = buffer.table([(0, .offset(metadata)), (1, .int32(buffers.count - 1))])
    var codes: [TFLiteGraph.Code] = []
    for operation in graph.operations where !codes.contains(operation.code) { codes.append(operation.code) }
    let subgraph = subgraph(places, codes)
    let codeTables = codes.map { code in
      buffer.table([(0, .int8(code.code)), (2, .int32(code.version, default: 1)), (3, .int32(code.code))])
    }
    let signature = signature()
    let lists = [codeTables, [subgraph], buffers, [metadataTable], [signature]].map(buffer.tables)
    let description = buffer.string("Shotmark \(Shotmark.version)")
    let root = buffer.table([
      (0, .int32(3)), (1, .offset(lists[0])), (2, .offset(lists[1])), (3, .offset(description)),
      (4, .offset(lists[2])), (6, .offset(lists[3])), (7, .offset(lists[4])),
    ])
    return buffer.finish(root, identifier: "TFL3")
  }

  /// The first runtime that has all operators, filled up to 16 bytes.
  private var runtime: [UInt8] {
    func numbers(_ version: String) -> [Int] { version.split(separator: ".").compactMap { Int($0) } }
    let newest = graph.operations.map(\.code.runtime).max {
      numbers($0).lexicographicallyPrecedes(numbers($1))
    }
    let text = Array((newest ?? "1.5.0").utf8)
    return text + [UInt8](repeating: 0, count: max(0, 16 - text.count))
  }

  private func data(_ bytes: [UInt8]) -> FlatBuffer.Offset {
    let vector = buffer.bytes(bytes, alignment: 16)
    return buffer.table([(0, .offset(vector))])
  }

  private mutating func subgraph(_ places: [Int], _ codes: [TFLiteGraph.Code]) -> FlatBuffer.Offset {
    var tensors: [FlatBuffer.Offset] = []
    for (tensor, place) in zip(graph.tensors, places) { tensors.append(table(tensor, buffer: place)) }
    let operations = graph.operations.map { table($0, codes) }
    let lists = [buffer.tables(tensors), buffer.tables(operations)]
    let (inputs, outputs) = (indices([graph.input]), indices([graph.output]))
    let name = buffer.string("main")
    return buffer.table([
      (0, .offset(lists[0])), (1, .offset(inputs)), (2, .offset(outputs)), (3, .offset(lists[1])),
      (4, .offset(name)),
    ])
  }

  private func indices(_ numbers: [Int]) -> FlatBuffer.Offset { buffer.numbers(numbers.map(Int32.init)) }

  private mutating func table(_ tensor: TFLiteGraph.Tensor, buffer place: Int) -> FlatBuffer.Offset {
    let shape = indices(tensor.shape)
    let name = buffer.string(tensor.name)
    var fields: [(number: Int, field: FlatBuffer.Field)] = [
      (0, .offset(shape)), (1, .int8(tensor.kind.rawValue)), (2, .int32(place)), (3, .offset(name)),
    ]
    if let scales = tensor.scales { fields.append((4, .offset(table(scales)))) }
    return buffer.table(fields)
  }

  private mutating func table(_ scales: TFLiteGraph.Scales) -> FlatBuffer.Offset {
    let points = [Int64](repeating: Int64(scales.zeroPoint), count: scales.scales.count)
    let zeroPoint = zeroPoints[points] ?? buffer.numbers(points)
    zeroPoints[points] = zeroPoint
    let scale = buffer.numbers(scales.scales)
    return buffer.table([(2, .offset(scale)), (3, .offset(zeroPoint)), (6, .int32(scales.dimension))])
  }

  private func table(_ operation: TFLiteGraph.Operation, _ codes: [TFLiteGraph.Code]) -> FlatBuffer.Offset {
    let (inputs, outputs) = (indices(operation.inputs), indices([operation.output]))
    var fields: [(number: Int, field: FlatBuffer.Field)] = [
      (0, .int32(codes.firstIndex(of: operation.code) ?? 0)), (1, .offset(inputs)), (2, .offset(outputs)),
    ]
    if operation.options.type != 0 {
      let shape = operation.options.shape.map { indices($0) }
      let own = buffer.table(operation.options.fields + (shape.map { [(0, .offset($0))] } ?? []))
      fields += [(3, .int8(operation.options.type)), (4, .offset(own))]
    }
    return buffer.table(fields)
  }

  /// What interpreters call the model's inputs and outputs.
  private func signature() -> FlatBuffer.Offset {
    func map(_ tensor: Int) -> FlatBuffer.Offset {
      let name = buffer.string(graph.tensors[tensor].name)
      let table = buffer.table([(0, .offset(name)), (1, .int32(tensor))])
      return buffer.tables([table])
    }
    let (inputs, outputs) = (map(graph.input), map(graph.output))
    let key = buffer.string("serving_default")
    return buffer.table([(0, .offset(inputs)), (1, .offset(outputs)), (2, .offset(key))])
  }
}
