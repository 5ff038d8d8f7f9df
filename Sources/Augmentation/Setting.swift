/// What a recipe says about one parameter.
package enum Setting: Equatable, Sendable {
  /// A number is drawn from this range; a single number is a range of that number alone.
  case range(ClosedRange<Double>)
  /// One word, or a folder.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// Numbers that belong together.
  case numbers([Double])
}

/// What a recipe says about all parameters of a transform; what it leaves out has its default.
package struct Settings: Equatable, Sendable {
  private var values: [String: Setting]

  /// Settings by the parameters' names.
  package init(_ values: [String: Setting] = [:]) { self.values = values }

  /// What was said about a parameter.
  package subscript(name: String) -> Setting? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The range of a parameter that has one; settings that a transform is drawn with hold all defaults.
  func range(_ name: String) -> ClosedRange<Double> {
    if case .range(let range) = values[name] { range } else { 0...0 }
  }

  /// The text of a parameter that has one.
  func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }
}
