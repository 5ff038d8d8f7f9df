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
  private struct Entry: Equatable, Sendable {
    var name: String
    var setting: Setting
  }

  /// Sorted by name. A handful: looking through them takes less time than hashing a name.
  private var entries: [Entry]

  /// Settings by the parameters' names.
  package init(_ values: [String: Setting] = [:]) {
    entries = values.map { Entry(name: $0.key, setting: $0.value) }.sorted { $0.name < $1.name }
  }

  /// What was said about a parameter.
  package subscript(name: String) -> Setting? {
    get { entries.first { $0.name == name }?.setting }
    set {
      entries.removeAll { $0.name == name }
      guard let newValue else { return }
      let place = entries.firstIndex { $0.name > name } ?? entries.count
      entries.insert(Entry(name: name, setting: newValue), at: place)
    }
  }

  /// The range of a parameter that has one; settings that a transform is drawn with hold all defaults.
  func range(_ name: String) -> ClosedRange<Double> {
    if case .range(let range) = self[name] { range } else { 0...0 }
  }

  /// The text of a parameter that has one.
  func text(_ name: String) -> String? {
    if case .text(let text) = self[name] { text } else { nil }
  }
}
