#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as pictures show them.
package enum Figures {
  /// A number with so many decimals (0…9), rounded to the nearest; as Swift writes it where that is beyond reason.
  package static func text(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(decimals, 0), 9)
    let scaled = (value * pow(10, Double(decimals))).rounded()
    guard scaled.magnitude < 1e17 else { return "\(value)" }
    let digits = String(Int(scaled).magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
