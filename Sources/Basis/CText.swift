/// Pieces of C99 source that mean the same to every compiler, whatever they were made from.
package enum CText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// An identifier made of a file's name, at most 40 characters: what cannot stand in one becomes `_`. Names that the
  /// language keeps for itself, and those that begin with a digit, get `prefix` and `_` in front.
  package static func identifier(_ name: [UInt8], prefix: String) -> String {
    let kept = name.prefix(40).map { byte -> UInt8 in isWord(byte) ? byte : UInt8(ascii: "_") }
    let text = String(decoding: kept, as: UTF8.self)
    let isPlain = kept.first.map { isLetter($0) } ?? false
    return isPlain ? text : prefix + "_" + text
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Text for a block comment, on one line of printable ASCII: nothing in it ends the comment, begins another, joins
  /// lines, makes a trigraph or turns the direction of writing. Other bytes are written `\xNN`.
  package static func comment(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      let isPlain = (0x20...0x7E).contains(byte) && !#"\*?"#.utf8.contains(byte)
      text += isPlain ? [byte] : Array(#"\x"#.utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A string literal of these bytes. Octal escapes end after three digits, hexadecimal ones would run on.
  package static func string(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      let isPlain = (0x20...0x7E).contains(byte) && !#"\"?"#.utf8.contains(byte)
      let octal = [byte >> 6, byte >> 3 & 7, byte & 7].map { UInt8(ascii: "0") + $0 }
      text += isPlain ? [byte] : [UInt8(ascii: "\\")] + octal
    }
    return "\"" + String(decoding: text, as: UTF8.self) + "\""
  }

  /// A finite number as a hexadecimal literal, which every compiler reads exactly.
  package static func literal(_ value: Float) -> String {
    hexadecimal(
      isNegative: value.sign == .minus, exponent: Int(value.exponentBitPattern), bias: 127,
      fraction: UInt64(value.significandBitPattern) << 29) + "f"
  }

  /// A finite number as a hexadecimal literal, which every compiler reads exactly.
  package static func literal(_ value: Double) -> String {
    hexadecimal(
      isNegative: value.sign == .minus, exponent: Int(value.exponentBitPattern), bias: 1023,
      fraction: value.significandBitPattern)
  }

  /// - Parameter fraction: 52 bits.
  private static func hexadecimal(isNegative: Bool, exponent: Int, bias: Int, fraction: UInt64) -> String {
    let sign = isNegative ? "-" : ""
    guard exponent > 0 || fraction > 0 else { return sign + "0x0p+0" }
    var places = (0..<13).map { digits[Int(fraction >> (48 - 4 * UInt64($0)) & 15)] }
    while places.last == UInt8(ascii: "0") { places.removeLast() }
    let tail = places.isEmpty ? "" : "." + String(decoding: places, as: UTF8.self)
    // Numbers too small for a leading 1 share the least exponent.
    let power = max(1, exponent) - bias
    return sign + (exponent > 0 ? "0x1" : "0x0") + tail + (power < 0 ? "p\(power)" : "p+\(power)")
  }

  /// A finite number as the shortest decimal literal that stands for it and no other: for tables that C++ before C++17
  /// reads too, which has no hexadecimal ones.
  package static func decimal(_ value: Float) -> String { "\(value)f" }

  /// Values with commas between, in lines of up to 100 characters.
  package static func lines(_ values: [String]) -> String {
    var text = ""
    var column = 0
    for value in values {
      if column > 0, column + value.utf8.count + 2 > 100 {
        text += "\n"
        column = 0
      }
      text += (column == 0 ? "  " : " ") + value + ","
      column += value.utf8.count + 2
    }
    return text + "\n"
  }
}
