import Basis

/// A safetensors file: named plain tensors, and strings as metadata. Nothing in it can run code.
///
/// Eight bytes with the header's length, little-endian; a header in JSON; the tensors' bytes, row-major and
/// little-endian, without gaps. (https://github.com/huggingface/safetensors, "Format".)
public struct Safetensors: Sendable {
  /// The tensors, in the order of their bytes in the file.
  public let tensors: [Tensor]
  /// The metadata, in the order of the file.
  public let metadata: [(String, String)]

  /// The tensor of this name, or `nil`.
  public func tensor(_ name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// The metadata under this key, or `nil`.
  public func metadata(_ key: String) -> String? { metadata.first { $0.0 == key }?.1 }

  /// A file of these tensors. Wider types are put before narrower ones, so that every tensor is aligned;
  /// otherwise the order is kept.
  /// - Throws: `FileError.malformed` where two tensors or two metadata keys have the same name.
  public init(tensors: [Tensor], metadata: [(String, String)] = []) throws {
    // `sort` is stable only by the grace of the library: positions decide between equals.
    self.tensors = tensors.enumerated().sorted {
      ($1.element.dtype.width, $0.offset) < ($0.element.dtype.width, $1.offset)
    }.map(\.element)
    self.metadata = metadata
    let names = tensors.map(\.name)
    for (list, kind) in [(names, "tensors"), (metadata.map(\.0), "metadata entries")]
    where Set(list.map { Array($0.utf8) }).count < list.count {
      throw Safetensors.malformed("safetensors", "two \(kind) have the same name", "name them differently")
    }
    if names.contains("__metadata__") {
      throw Safetensors.malformed("safetensors", "a tensor is called __metadata__", "name it differently")
    }
  }

  /// Reads a file; all lengths, offsets and shapes are checked.
  /// - Parameter limit: the most bytes that are read.
  public init(reading path: Path, limit: Int = 1 << 32) throws {
    try self.init(bytes: FileSystem.read(path, limit: limit), name: path)
  }

  /// Reads a file's bytes; the tensors share them.
  /// - Parameter name: the file's name for errors.
  public init(bytes: [UInt8], name: Path) throws {
    let header = try SafetensorsHeader(bytes, name: name)
    tensors = header.entries.map { entry in
      Tensor(checkedName: entry.name, dtype: entry.dtype, shape: entry.shape, bytes: bytes[entry.range])
    }
    metadata = header.metadata
  }

  /// The whole file.
  public func bytes() -> [UInt8] {
    var file = SafetensorsHeader.bytes(tensors: tensors, metadata: metadata)
    file.reserveCapacity(file.count + tensors.reduce(0) { $0 + $1.bytes.count })
    for tensor in tensors { file.append(contentsOf: tensor.bytes) }
    return file
  }

  /// Replaces the content of `path` by this file, without copying the tensors together first.
  public func write(to path: Path) throws {
    let file = try FileReplacement(of: path)
    try file.append(SafetensorsHeader.bytes(tensors: tensors, metadata: metadata))
    for tensor in tensors { try tensor.bytes.withUnsafeBytes { try file.append($0) } }
    try file.commit()
  }

  static func malformed(_ name: Path, _ what: String, _ remedy: String) -> FileError {
    .malformed(name, line: nil, column: nil, what: what, remedy: remedy)
  }
}
