import Evaluation
import Files

/// Figures as people and programs read them.
enum Figures {
  /// Three decimals; `-` where there is no value.
  static func text(_ figure: Double?) -> String {
    guard let figure, figure.isFinite else { return "-" }
    let thousandths = Int((figure.magnitude * 1000).rounded())
    let decimals = String(thousandths % 1000)
    return (figure < 0 && thousandths > 0 ? "-" : "") + "\(thousandths / 1000)."
      + String(repeating: "0", count: 3 - decimals.count) + decimals
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
