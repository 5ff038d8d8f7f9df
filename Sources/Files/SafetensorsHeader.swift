import Basis

/// The header of a safetensors file, read with distrust.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let dtype: Safetensors.DType
    let shape: [Int]
    /// Where its bytes lie in the file.
    let range: Range<Int>
  }

  /// What the reference implementation allows.
  private static let lengthLimit = 100_000_000

  private(set) var entries: [Entry] = []
  private(set) var metadata: [(String, String)] = []
  private let name: Path
  private let start: Int
  private let end: Int

  init(_ bytes: [UInt8], name: Path) throws {
    self.name = name
    end = bytes.count
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard bytes.count >= 8, length <= SafetensorsHeader.lengthLimit, length <= bytes.count - 8 else {
      throw Safetensors.malformed(
        name, "this is no safetensors file, or it is cut off inside its header",
        "check that it is the file you mean; make it anew")
    }
    start = 8 + Int(length)
    let header = try JSON.parse(Array(bytes[8..<start]), name: name, depth: 8)
    guard let members = header.object else { throw error("the header is no JSON object") }
    for member in members {
      if member.key == "__metadata__" {
        metadata = try readMetadata(member.value)
      } else {
        entries.append(try readEntry(member))
      }
    }
    try checkLayout()
  }

  private func error(_ what: String) -> FileError {
    Safetensors.malformed(name, what, "the file is damaged or hostile: make it anew")
  }

  private func readMetadata(_ value: JSON.Value) throws -> [(String, String)] {
    guard let members = value.object else { throw error("__metadata__ is no JSON object") }
    return try members.map { member in
      guard let text = member.value.string else { throw error("the metadata \(member.key) is no string") }
      return (member.key, text)
    }
  }

  private func readEntry(_ member: JSON.Member) throws -> Entry {
    guard let dtypeName = member.value["dtype"]?.string, let shapeValues = member.value["shape"]?.array,
      let offsetValues = member.value["data_offsets"]?.array
    else { throw error("the tensor \(member.key) lacks dtype, shape or data_offsets") }
    guard let dtype = Safetensors.DType(rawValue: dtypeName) else {
      throw error("the tensor \(member.key) holds \(dtypeName), which is not known here")
    }
    let shape = shapeValues.compactMap(\.int)
    let offsets = offsetValues.compactMap(\.int)
    guard shape.count == shapeValues.count, offsets.count == 2, offsetValues.count == 2,
      let byteCount = Safetensors.byteCount(shape, dtype)
    else { throw error("the tensor \(member.key) has a shape or offsets that make no sense") }
    let (first, last) = (offsets[0], offsets[1])
    guard 0 <= first, first <= last, last <= end - start, last - first == byteCount else {
      throw error("the tensor \(member.key) of \(byteCount) bytes is said to lie at \(first) to \(last)")
    }
    return Entry(name: member.key, dtype: dtype, shape: shape, range: start + first..<start + last)
  }

  /// Without gaps or overlaps, and up to the end: as the format wants it, so that nothing can be hidden.
  private mutating func checkLayout() throws {
    entries = entries.enumerated().sorted { left, right in
      let (a, b) = (left.element.range, right.element.range)
      return (a.lowerBound, a.upperBound, left.offset) < (b.lowerBound, b.upperBound, right.offset)
    }.map(\.element)
    var position = start
    for entry in entries {
      guard entry.range.lowerBound == position else {
        throw error("there is a gap or an overlap before the tensor \(entry.name)")
      }
      position = entry.range.upperBound
    }
    guard position == end else { throw error("\(end - position) bytes at the end belong to no tensor") }
  }

  /// Length and header, padded with blanks so that the tensors begin at a multiple of eight.
  static func bytes(tensors: [Safetensors.Tensor], metadata: [(String, String)]) -> [UInt8] {
    var members: [(String, JSON.Value)] = []
    if !metadata.isEmpty {
      members.append(("__metadata__", .object(metadata.map { ($0.0, .string($0.1)) })))
    }
    var position = 0
    for tensor in tensors {
      let end = position + tensor.bytes.count
      members.append(
        (
          tensor.name,
          [
            "dtype": .string(tensor.dtype.rawValue), "shape": .array(tensor.shape.map { .number($0) }),
            "data_offsets": [.number(position), .number(end)],
          ]
        ))
      position = end
    }
    var header = JSON.Value.object(members).bytes(pretty: false)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header
  }
}
