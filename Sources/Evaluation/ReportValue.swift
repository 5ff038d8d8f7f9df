/// A report as a tree that can be printed as JSON: names in the order given, and no number that JSON lacks.
public enum ReportValue: Sendable, Equatable {
  /// No value: JSON's `null`.
  case null
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// A finite number; build it from a figure that may be missing with `init(_:)`.
  case number(Double)
  /// Text.
  case text(String)
  /// Values in order.
  case list([ReportValue])
  /// Named values in order.
  case object([ReportField])

  /// A figure; `null` where it has no finite value.
  public init(_ figure: Double?) {
    guard let figure, figure.isFinite else {
      self = .null
      return
    }
    self = .number(figure)
  }

  /// A count or sum of weights: a whole number where it is one.
  public init(count: Double) {
    self = Int(exactly: count).map(ReportValue.integer) ?? ReportValue(count)
  }

  /// The value of this name; `nil` where this is no object or has none.
  public subscript(name: String) -> ReportValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}

/// A named value of a report.
public struct ReportField: Sendable, Equatable {
  /// The name, as it stands in the JSON.
  public let name: String
  /// What it names.
  public let value: ReportValue

  /// A named value.
  public init(_ name: String, _ value: ReportValue) {
    self.name = name
    self.value = value
  }

  /// A named figure; `null` where it has no finite value.
  public init(_ name: String, _ figure: Double?) {
    self.init(name, ReportValue(figure))
  }
}
