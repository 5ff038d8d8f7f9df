import Basis

/// What text files of other tools have in common: encodings, lines, times in seconds.
enum ForeignText {
  /// How long an event is said to be by tools that know no points: 50 ms.
  static let eventLength = Sampling.rate / 20

  /// The bytes in UTF-8 without byte order mark: from UTF-16 where a mark says so, else as they stand.
  static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    guard isBig || bytes.starts(with: [0xFF, 0xFE]) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Whether `utf8` would take the first bytes for a byte order mark.
  static func beginsWithMark(_ bytes: [UInt8]) -> Bool {
    [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]].contains { bytes.starts(with: $0) }
  }

  /// The lines that hold more than blanks, without their ends, and their numbers from 1.
  static func lines(_ bytes: [UInt8]) -> [(number: Int, bytes: ArraySlice<UInt8>)] {
    var result: [(Int, ArraySlice<UInt8>)] = []
    var rest = utf8(bytes)[...]
    var number = 0
    while !rest.isEmpty {
      number += 1
      let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
      rest = rest.dropFirst(line.count)
      rest = rest.dropFirst(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { result.append((number, line)) }
    }
    return result
  }

  /// The columns of a line between tabs.
  static func columns(_ line: ArraySlice<UInt8>, limit: Int = Int.max) -> [ArraySlice<UInt8>] {
    line.split(separator: 0x09, maxSplits: limit - 1, omittingEmptySubsequences: false)
  }

  /// Text, with what is no UTF-8 replaced.
  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Text without blanks at its ends; `nil` where nothing is left.
  static func label(_ bytes: ArraySlice<UInt8>) -> String? {
    let trimmed = trimmed(bytes)
    return trimmed.isEmpty ? nil : text(trimmed)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.first == 0x20 || bytes.first == 0x09 { bytes.removeFirst() }
    while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
    return bytes
  }

  /// The number in a field, with a point or a comma; `nil` where there is none.
  static func number(_ field: ArraySlice<UInt8>) -> Double? {
    var field = trimmed(field)
    guard field.contains(where: { (0x30...0x39).contains($0) }),
      field.allSatisfy({ "0123456789+-.,eE".utf8.contains($0) })
    else { return nil }
    if let comma = field.firstIndex(of: UInt8(ascii: ",")) { field[comma] = UInt8(ascii: ".") }
    return Double(text(field))
  }

  /// The offset at 16 kHz nearest to a time in seconds.
  static func offset(_ field: ArraySlice<UInt8>) throws(ForeignMisfit) -> Int {
    let shown = Path(bytes: trimmed(field).prefix(40)).description
    guard let seconds = number(field) else { throw ForeignMisfit(.noTime(shown)) }
    return try offset(seconds: seconds, shown: shown)
  }

  /// The offset at 16 kHz nearest to a time in seconds.
  static func offset(seconds: Double, shown: String) throws(ForeignMisfit) -> Int {
    // Rounding may leave a time just before zero.
    guard let offset = Sampling.offset(seconds: seconds) else {
      throw ForeignMisfit(.beyondAnyRecording(shown))
    }
    if offset < 0 { throw ForeignMisfit(.negativeTime(shown)) }
    if offset > RowReading.offsetLimit { throw ForeignMisfit(.beyondAnyRecording(shown)) }
    return offset
  }

  /// An offset in seconds, exactly: a sample at 16 kHz is 0.0000625 s. Six decimals at least, as most tools write.
  static func seconds(_ offset: Int) -> String {
    let (whole, rest) = offset.quotientAndRemainder(dividingBy: Sampling.rate)
    let digits = String(rest * 625)
    var decimals = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    if decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(whole).\(decimals)"
  }
}

/// What is wrong with a line, before it is known which.
struct ForeignMisfit: Error {
  let problem: ForeignProblem

  init(_ problem: ForeignProblem) { self.problem = problem }
}
