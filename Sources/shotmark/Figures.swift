import Evaluation
import Files

/// Figures as people and programs read them.
package enum Figures {
  /// Three decimals unless told otherwise, 1 to 9; `-` where there is no value.
  package static func text(_ figure: Double?, decimals count: Int = 3) -> String {
    guard let figure, figure.isFinite else { return "-" }
    let unit = (0..<count).reduce(1) { unit, _ in unit * 10 }
    // A loss that runs away can be of any size.
    guard figure.magnitude < 1e12 else { return "\(figure)" }
    let parts = Int((figure.magnitude * Double(unit)).rounded())
    let decimals = String(parts % unit)
    return (figure < 0 && parts > 0 ? "-" : "") + "\(parts / unit)."
      + String(repeating: "0", count: count - decimals.count) + decimals
  }

  /// A count or a sum of weights, without decimals where it is whole.
  static func count(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\((value * 10).rounded() / 10)"
  }

  /// A report's tree as JSON.
  static func json(_ value: ReportValue) -> JSON.Value {
    switch value {
    case .null: .null
    case .flag(let flag): .bool(flag)
    case .integer(let number): .number(number)
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .list(let values): .array(values.map(json))
    case .object(let fields): .object(fields.map { ($0.name, json($0.value)) })
    }
  }

  /// A comparison of the grouped with the leaky split, as a table.
  static func lines(_ comparison: SplitComparison) -> [String] {
    var table = TextTable(["five folds", "by group", "at random (leaky)", "promised too much"])
    for row in comparison.rows {
      table.row([row.name, text(row.grouped), text(row.leaky), text(row.difference)])
    }
    return table.lines
  }
}
