#if canImport(Glibc)
  import Glibc
#endif

/// A file's path as the bytes that the system has for it, which need not be UTF-8.
///
/// Paths are compared, sorted and stored as bytes; `description` is for people only.
public struct Path: Hashable, Sendable, Comparable {
  /// The bytes without a terminating zero.
  public let bytes: [UInt8]

  /// A path from raw bytes; anything from a zero byte on is dropped, as the system would.
  @inlinable
  public init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes.prefix { $0 != 0 })
  }

  /// A path from text, as UTF-8.
  public init(_ text: String) {
    self.init(bytes: text.utf8)
  }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// Whether the path begins at the root of the file system.
  public var isAbsolute: Bool { bytes.first == Path.slash }

  /// `self/relative`; an absolute `relative` stands for itself.
  public func appending(_ relative: Path) -> Path {
    if relative.isAbsolute || bytes.isEmpty { return relative }
    if relative.bytes.isEmpty { return self }
    let joint: [UInt8] = bytes.last == Path.slash ? [] : [Path.slash]
    return Path(bytes: bytes + joint + relative.bytes)
  }

  /// `self/relative`.
  public func appending(_ relative: String) -> Path { appending(Path(relative)) }

  /// The same path with `suffix` put behind its last byte.
  public func appendingToName(_ suffix: String) -> Path { Path(bytes: bytes + Array(suffix.utf8)) }

  private var trimmed: ArraySlice<UInt8> {
    var slice = bytes[...]
    while slice.count > 1, slice.last == Path.slash { slice.removeLast() }
    return slice
  }

  /// The last component: `3 (20).wav` of `gundata/AK-12/3 (20).wav`.
  public var name: Path {
    let slice = trimmed
    guard let cut = slice.lastIndex(of: Path.slash), slice.count > 1 else { return Path(bytes: slice) }
    return Path(bytes: slice[(cut + 1)...])
  }

  /// Everything before the last component; empty for a single component.
  public var folder: Path {
    let slice = trimmed
    guard let cut = slice.lastIndex(of: Path.slash) else { return Path(bytes: []) }
    return cut == slice.startIndex ? Path("/") : Path(bytes: slice[..<cut])
  }

  /// The name's part before its last dot: `3 (20)` of `3 (20).wav`.
  public var stem: Path {
    let last = name.bytes
    guard let cut = last.lastIndex(of: Path.dot), cut > last.startIndex else { return Path(bytes: last) }
    return Path(bytes: last[..<cut])
  }

  /// The name's part after its last dot in lower case: `wav` of `A.WAV`; empty where there is none.
  public var lowercasedExtension: String {
    let last = name.bytes
    guard let cut = last.lastIndex(of: Path.dot), cut > last.startIndex else { return "" }
    return String(decoding: last[(cut + 1)...], as: UTF8.self).lowercased()
  }

  /// The components between slashes, without empty ones and without `.`.
  public var components: [Path] {
    bytes.split(separator: Path.slash).map { Path(bytes: $0) }.filter { $0.bytes != [Path.dot] }
  }

  /// The path below `base`, or `nil` where it does not lie there (compared component by component).
  public func relative(to base: Path) -> Path? {
    let own = components
    let other = base.components
    guard isAbsolute == base.isAbsolute, own.count > other.count, own.starts(with: other) else { return nil }
    return Path(bytes: own[other.count...].map(\.bytes).joined(separator: [Path.slash]))
  }

  /// Calls `body` with the path as C expects it.
  public func withCString<R>(_ body: (UnsafePointer<CChar>) throws -> R) rethrows -> R {
    var terminated = bytes.map { CChar(bitPattern: $0) }
    terminated.append(0)
    return try terminated.withUnsafeBufferPointer { buffer in
      // The array ends in a zero, so its buffer has an address.
      guard let address = buffer.baseAddress else { return try "".withCString(body) }
      return try body(address)
    }
  }

  /// Order of bytes.
  public static func < (left: Path, right: Path) -> Bool {
    let order = left.bytes.withUnsafeBytes { own in
      right.bytes.withUnsafeBytes { other -> Int32 in
        guard let first = own.baseAddress, let second = other.baseAddress else { return 0 }
        return memcmp(first, second, min(own.count, other.count))
      }
    }
    return order == 0 ? left.bytes.count < right.bytes.count : order < 0
  }

  /// All bytes at once: sets of paths are looked up by the hundred thousand.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(bytes.count)
  }
}

extension Path: CustomStringConvertible {
  /// The path for people: control characters and bytes that are not UTF-8 as `\xNN`, on one line always.
  public var description: String {
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      var decoder = UTF8()
      var iterator = rest.makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.value >= 0x20,
        scalar.value != 0x7F,
        !(0x80..<0xA0).contains(scalar.value)
      {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        text += "\\x" + Path.hexadecimal(rest.removeFirst())
      }
    }
    return text
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

extension Path: ExpressibleByStringLiteral {
  /// A path from a literal.
  public init(stringLiteral text: String) { self.init(text) }
}
