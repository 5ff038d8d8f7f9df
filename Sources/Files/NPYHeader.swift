import Basis

/// The header of a .npy file: a magic number, a version, a length, and a Python dictionary as text.
struct NPYHeader {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let shape: [Int]
  /// Bytes a value: 4 or 8.
  let width: Int
  /// Where the values begin.
  let start: Int
  /// How many values there are.
  let count: Int

  init(_ bytes: [UInt8], name: Path) throws {
    func error(_ what: String, _ remedy: String = "make the file anew") -> FileError {
      .malformed(name, line: nil, column: nil, what: what, remedy: remedy)
    }
    guard bytes.starts(with: NPYHeader.magic), bytes.count >= 12, (1...3).contains(bytes[6]) else {
      throw error("this is no .npy file", "check that it is the file you mean")
    }
    let lengthBytes = bytes[6] == 1 ? 2 : 4
    let length = bytes[8..<8 + lengthBytes].reversed().reduce(0) { $0 << 8 | Int($1) }
    start = 8 + lengthBytes + length
    guard start <= bytes.count else { throw error("the file is cut off inside its header") }
    let text = String(decoding: bytes[8 + lengthBytes..<start], as: UTF8.self)
    guard let descriptor = NPYHeader.value(of: "descr", in: text),
      let order = NPYHeader.value(of: "fortran_order", in: text), let shape = NPYHeader.shape(in: text)
    else { throw error("the header makes no sense") }
    guard descriptor == "'<f4'" || descriptor == "'<f8'" else {
      throw error("the values are \(descriptor), not 32-bit floats", "save it with .astype('<f4')")
    }
    guard order == "False" else {
      throw error("the array is in Fortran order", "save numpy.ascontiguousarray of it")
    }
    width = descriptor == "'<f4'" ? 4 : 8
    self.shape = shape
    guard let size = Safetensors.byteCount(shape, width == 4 ? .float32 : .float64) else {
      throw error("no array can have the shape \(shape)")
    }
    guard size == bytes.count - start else {
      throw error("the shape \(shape) wants \(size) bytes, and \(bytes.count - start) are there")
    }
    count = size / width
  }

  /// What stands behind `'key':`, up to the next comma or brace.
  private static func value(of key: String, in text: String) -> String? {
    rest(behind: key, in: text).map { String($0.prefix { $0 != "," && $0 != "}" }.filter { $0 != " " }) }
  }

  private static func shape(in text: String) -> [Int]? {
    guard let rest = rest(behind: "shape", in: text)?.drop(while: { $0 == " " }), rest.first == "(",
      let close = rest.firstIndex(of: ")")
    else { return nil }
    let inside = rest[rest.index(after: rest.startIndex)..<close].filter { $0 != " " }
    let parts = inside.split(separator: ",").map { Int($0) }
    let extents = parts.compactMap { $0 }
    return extents.count == parts.count && extents.allSatisfy { $0 >= 0 } ? extents : nil
  }

  private static func rest(behind key: String, in text: String) -> Substring? {
    let wanted = "'\(key)':"
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix(wanted) { return rest.dropFirst(wanted.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Version 1.0, padded with blanks so that the values begin at a multiple of 64, as numpy does it.
  static func bytes(shape: [Int]) -> [UInt8] {
    let extents = shape.count == 1 ? "\(shape[0])," : shape.map { "\($0)" }.joined(separator: ", ")
    var text = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (\(extents)), }".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: 63 - (10 + text.count) % 64)
    text.append(UInt8(ascii: "\n"))
    return magic + [1, 0, UInt8(text.count & 0xFF), UInt8(truncatingIfNeeded: text.count >> 8)] + text
  }
}
