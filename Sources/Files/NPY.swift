import Basis

/// Arrays of 32-bit floats in numpy's format (numpy.lib.format: "A Simple File Format for NumPy Arrays").
public enum NPY {
  /// Replaces the content of `path` by an array of this shape, row-major.
  /// - Throws: `FileError.malformed` where shape and count of values disagree.
  public static func write(float32 values: [Float], shape: [Int], to path: Path) throws {
    let file = try NPYFile(shape: shape, to: path)
    try file.append(values)
    try file.commit()
  }

  /// Reads an array of little-endian 32- or 64-bit floats in C order; the latter are rounded.
  public static func read(_ path: Path, limit: Int = 1 << 34) throws -> (shape: [Int], values: [Float]) {
    try parse(FileSystem.read(path, limit: limit), name: path)
  }

  /// As `read`, from a file's bytes.
  public static func parse(_ bytes: [UInt8], name: Path) throws -> (shape: [Int], values: [Float]) {
    let header = try NPYHeader(bytes, name: name)
    let count = header.count
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { whole in
        let content = UnsafeRawBufferPointer(rebasing: whole[header.start...])
        if header.width == 4 {
          UnsafeMutableRawBufferPointer(buffer).copyMemory(from: content)
        } else {
          for index in 0..<count {
            buffer[index] = Float(content.loadUnaligned(fromByteOffset: index * 8, as: Double.self))
          }
        }
      }
      initialized = count
    }
    return (header.shape, values)
  }
}

/// An array file that is written piece by piece, for more values than fit in memory; dropped without `commit`,
/// nothing has happened.
public final class NPYFile {
  private let file: FileReplacement
  private let path: Path
  private let shape: [Int]
  private var missing: Int

  /// Begins an array of this shape, row-major.
  public init(shape: [Int], to path: Path) throws {
    guard let bytes = Safetensors.byteCount(shape, .float32) else {
      throw FileError.malformed(
        path, line: nil, column: nil, what: "no array can have the shape \(shape)",
        remedy: "use fewer or shorter rows")
    }
    self.shape = shape
    self.path = path
    missing = bytes / 4
    file = try FileReplacement(of: path)
    try file.append(NPYHeader.bytes(shape: shape))
  }

  /// Adds values, in row-major order.
  public func append(_ values: [Float]) throws { try values.withUnsafeBufferPointer { try append($0) } }

  /// Adds values, in row-major order.
  public func append(_ values: UnsafeBufferPointer<Float>) throws {
    guard values.count <= missing else { throw wrongCount("more") }
    missing -= values.count
    try file.append(UnsafeRawBufferPointer(values))
  }

  /// Puts the file in place; throws `FileError.malformed` where values are missing.
  public func commit() throws {
    guard missing == 0 else { throw wrongCount("fewer") }
    try file.commit()
  }

  private func wrongCount(_ relation: String) -> FileError {
    .malformed(
      path, line: nil, column: nil, what: "there are \(relation) values than the shape \(shape) has room for",
      remedy: "give the shape that the values have")
  }
}
