import Basis

/// The words of a measurement's command line: the work, then `--name value` pairs.
struct Settings {
  let work: String
  private let values: [String: String]

  init(_ words: some Collection<String>) throws {
    guard let work = words.first else { throw SettingsError(what: "no work is named") }
    self.work = work
    var values: [String: String] = [:]
    var rest = words.dropFirst()
    while let name = rest.popFirst() {
      guard name.hasPrefix("--"), let value = rest.popFirst() else {
        throw SettingsError(what: "\(name) is no option with a value")
      }
      values[String(name.dropFirst(2))] = value
    }
    self.values = values
  }

  func text(_ name: String) throws -> String {
    guard let value = values[name] else { throw SettingsError(what: "--\(name) is missing") }
    return value
  }

  func path(_ name: String) throws -> Path { Path(try text(name)) }

  /// How often the work is measured.
  var repetitions: Int { max(1, values["repetitions"].flatMap { Int($0) } ?? 5) }
}

/// A measurement that cannot be begun.
struct SettingsError: ThreePartError {
  let what: String
  let place = "the command line of shotmark-bench"
  let remedy = "see the table of works in Benchmarks/run"
}
