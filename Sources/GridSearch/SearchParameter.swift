/// A parameter that can be searched over: how its values are read, and where they belong.
public struct SearchParameter: Sendable {
  /// As scikit-learn and Shotmark's settings name it: `max_depth`, `n_mels`.
  public let name: String
  /// What it is: begins with a capital letter, ends without a full stop.
  public let help: String
  /// What a value may be, for messages: `a whole number from 1 to 100000, or none`.
  public let allowed: String
  /// Words that are values.
  public let words: [String]
  /// Whether images have to be computed anew for another value.
  public let isFeature: Bool
  /// Reads one value; `nil` where it is none.
  let read: @Sendable (String) -> ParameterValue?
  /// The value that some settings have.
  let value: @Sendable (SearchSettings) -> ParameterValue
  /// Puts a value into settings.
  let set: @Sendable (ParameterValue, inout SearchSettings) -> Void

  /// The value that some settings have.
  public func current(_ settings: SearchSettings) -> ParameterValue { value(settings) }

  /// The values of a list: `10,20`, ranges `10:40:10` (both ends included; the step is 1 unless it is said), words.
  ///
  /// - Throws: `GridSearchError`.
  public func values(of text: String) throws -> [ParameterValue] {
    var values: [ParameterValue] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      values += part.contains(":") ? try range(String(part)) : [try single(String(part))]
    }
    if let twice = Dictionary(grouping: values, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
      throw GridSearchError.twice(parameter: name, value: twice.text)
    }
    return values
  }

  /// One value.
  ///
  /// - Throws: `GridSearchError`.
  public func single(_ text: String) throws -> ParameterValue {
    guard let value = read(text) else {
      throw GridSearchError.value(parameter: name, text: text, allowed: allowed)
    }
    return value
  }

  static let mostValues = 10_000

  private func range(_ text: String) throws -> [ParameterValue] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let wrong = GridSearchError.range(parameter: name, text: text)
    guard (2...3).contains(parts.count) else { throw wrong }
    let (first, last) = (try single(parts[0]), try single(parts[1]))
    switch (first, last) {
    case (.count(let low), .count(let high)):
      guard let step = parts.count == 3 ? Int(parts[2]) : 1, step > 0, low <= high,
        (high - low) / step < SearchParameter.mostValues
      else { throw wrong }
      return try stride(from: low, through: high, by: step).map { try single(String($0)) }
    case (.number(let low), .number(let high)):
      guard parts.count == 3, let step = Double(parts[2]), step > 0, low <= high,
        (high - low) / step < Double(SearchParameter.mostValues)
      else { throw wrong }
      // Multiples of the step, rounded to what was meant: 0.1, 0.2, 0.3 and not 0.30000000000000004.
      let count = Int(((high - low) / step + 1e-9).rounded(.down))
      return try (0...count).map { place in
        let value = ((low + Double(place) * step) * 1e12).rounded() / 1e12
        return try single("\(value)")
      }
    default: throw wrong
    }
  }
}
