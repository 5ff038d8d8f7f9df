import Basis
import Files

/// Paths in JSON, without losing bytes that are not UTF-8: those stand as `{"hex": "…"}`.
enum PathJSON {
  static func value(_ path: Path) -> JSON.Value {
    if let text = String(validating: path.bytes, as: UTF8.self) { return .string(text) }
    let digits = path.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return .object([("hex", .string(digits.joined()))])
  }

  static func path(_ value: JSON.Value) -> Path? {
    if let text = value.string { return Path(text) }
    guard let digits = value["hex"]?.string.map({ Array($0.utf8) }), digits.count % 2 == 0 else { return nil }
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard values.count == digits.count else { return nil }
    return Path(
      bytes: stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) })
  }
}
