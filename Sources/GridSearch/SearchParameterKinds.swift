import RandomForest

// The kinds of parameters: each ties a name to a place in the settings.

extension SearchParameter {
  typealias Place<Value> = WritableKeyPath<SearchSettings, Value> & Sendable

  static func count(
    _ name: String, _ place: Place<Int>, in range: ClosedRange<Int>, _ help: String, isFeature: Bool = false
  ) -> SearchParameter {
    SearchParameter(
      name: name, help: help,
      allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)", words: [],
      isFeature: isFeature,
      read: { text in NumberText.whole(text).flatMap { range.contains($0) ? .count($0) : nil } },
      value: { .count($0[keyPath: place]) },
      set: { if case .count(let count) = $0 { $1[keyPath: place] = count } })
  }

  static func optionalCount(
    _ name: String, _ place: Place<Int?>, in range: ClosedRange<Int>, _ help: String
  ) -> SearchParameter {
    SearchParameter(
      name: name, help: help,
      allowed: "none, or a whole number from \(range.lowerBound) to \(range.upperBound)", words: ["none"],
      isFeature: false,
      read: { text in
        text == "none"
          ? ParameterValue.none : NumberText.whole(text).flatMap { range.contains($0) ? .count($0) : nil }
      },
      value: { settings in settings[keyPath: place].map { .count($0) } ?? .none },
      set: { if case .count(let count) = $0 { $1[keyPath: place] = count } else { $1[keyPath: place] = nil } }
    )
  }

  static func number(
    _ name: String, _ place: Place<Double>, in range: ClosedRange<Double>, _ help: String,
    isFeature: Bool = false
  ) -> SearchParameter {
    SearchParameter(
      name: name, help: help, allowed: "a number from \(range.lowerBound) to \(range.upperBound)", words: [],
      isFeature: isFeature,
      read: { text in NumberText.decimal(text).flatMap { range.contains($0) ? .number($0) : nil } },
      value: { .number($0[keyPath: place]) },
      set: { if case .number(let number) = $0 { $1[keyPath: place] = number } })
  }

  static func rows(
    _ name: String, _ place: Place<ForestParameters.SampleCount>, least: Int, _ help: String
  ) -> SearchParameter {
    SearchParameter(
      name: name, help: help,
      allowed: "a whole number from \(least) on, or a share with a decimal point such as 0.1", words: [],
      isFeature: false,
      read: { SampleText.value($0, least: least) },
      value: { SampleText.value($0[keyPath: place]) },
      set: { value, settings in if let count = SampleText.count(value) { settings[keyPath: place] = count } })
  }

  static func flag(
    _ name: String, _ place: Place<Bool>, _ help: String, isFeature: Bool = false
  ) -> SearchParameter {
    SearchParameter(
      name: name, help: help, allowed: "true or false", words: ["true", "false"], isFeature: isFeature,
      read: { $0 == "true" ? .flag(true) : $0 == "false" ? .flag(false) : nil },
      value: { .flag($0[keyPath: place]) },
      set: { if case .flag(let flag) = $0 { $1[keyPath: place] = flag } })
  }

  /// Words, with a dash or an underscore within them; `none` is Python's None.
  static func choice<Value: Hashable & Sendable>(
    _ name: String, _ place: Place<Value>, _ choices: [String: Value], _ help: String,
    isFeature: Bool = false
  ) -> SearchParameter {
    let words = choices.keys.sorted()
    @Sendable func value(_ word: String) -> ParameterValue {
      word == "none" && !isFeature ? .none : .word(word)
    }
    return SearchParameter(
      name: name, help: help, allowed: words.joined(separator: ", "), words: words, isFeature: isFeature,
      read: { text in
        let word = String(text.map { $0 == "-" ? "_" : $0 })
        return choices[word] == nil ? nil : value(word)
      },
      value: { settings in
        words.first { choices[$0] == settings[keyPath: place] }.map(value) ?? .none
      },
      set: { given, settings in
        let word = if case .word(let word) = given { word } else { "none" }
        if let choice = choices[word] { settings[keyPath: place] = choice }
      })
  }

  /// The cases of an enumeration of the features, `hannSymmetric` written `hann_symmetric`.
  static func cases<Value: RawRepresentable<String> & CaseIterable & Hashable & Sendable>(
    _ name: String, _ place: Place<Value>, _ help: String
  ) -> SearchParameter {
    let pairs = Value.allCases.map { value in
      let word = value.rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
      return (word, value)
    }
    return choice(name, place, Dictionary(uniqueKeysWithValues: pairs), help, isFeature: true)
  }
}
