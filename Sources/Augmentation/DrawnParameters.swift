import Basis
import Files

// What is decided when a change is drawn, and only kept in the manifest.
extension Parameter {
  /// A seed; as text, since JSON's numbers lose the last digits of 64 bits elsewhere.
  static func seed(_ place: WritableKeyPath<Owner, UInt64> & Sendable) -> Parameter {
    drawn(
      "seed", "Names the noise", draw: { owner, _, key in owner[keyPath: place] = key.value },
      encode: { .string(String($0[keyPath: place])) },
      decode: { owner, value in
        guard let seed = value.string.flatMap({ UInt64($0) }) else { return false }
        owner[keyPath: place] = seed
        return true
      })
  }

  /// A whole number.
  static func drawnCount(
    _ name: String, _ place: WritableKeyPath<Owner, Int> & Sendable, in allowed: ClosedRange<Int>,
    _ help: String
  ) -> Parameter {
    drawn(
      name, help, encode: { .number($0[keyPath: place]) },
      decode: { owner, value in
        guard let number = value.int, allowed.contains(number) else { return false }
        owner[keyPath: place] = number
        return true
      })
  }

  /// A number.
  static func drawnNumber(
    _ name: String, _ place: WritableKeyPath<Owner, Double> & Sendable, in allowed: ClosedRange<Double>,
    _ help: String
  ) -> Parameter {
    drawn(
      name, help, encode: { .number($0[keyPath: place]) },
      decode: { owner, value in
        guard let number = value.double, allowed.contains(number) else { return false }
        owner[keyPath: place] = number
        return true
      })
  }

  /// A list of numbers.
  static func drawnNumbers(
    _ name: String, _ place: WritableKeyPath<Owner, [Double]> & Sendable, in allowed: ClosedRange<Double>,
    _ help: String
  ) -> Parameter {
    drawn(
      name, help, encode: { .array($0[keyPath: place].map { .number($0) }) },
      decode: { owner, value in
        guard let numbers = value.array?.map(\.double), numbers.allSatisfy({ $0 != nil }) else {
          return false
        }
        owner[keyPath: place] = numbers.compactMap { $0 }
        return owner[keyPath: place].allSatisfy(allowed.contains)
      })
  }

  /// A file.
  static func drawnPath(
    _ name: String, _ place: WritableKeyPath<Owner, Path> & Sendable, _ help: String
  ) -> Parameter {
    drawn(
      name, help, encode: { PathJSON.value($0[keyPath: place]) },
      decode: { owner, value in
        guard let path = PathJSON.path(value) else { return false }
        owner[keyPath: place] = path
        return true
      })
  }

  /// Text.
  static func drawnText(
    _ name: String, _ place: WritableKeyPath<Owner, String> & Sendable, _ help: String
  ) -> Parameter {
    drawn(
      name, help, encode: { .string($0[keyPath: place]) },
      decode: { owner, value in
        guard let text = value.string else { return false }
        owner[keyPath: place] = text
        return true
      })
  }

  /// A word of an enumeration.
  static func drawnChoice<Choice: RawRepresentable & Sendable>(
    _ name: String, _ place: WritableKeyPath<Owner, Choice> & Sendable, _ help: String
  ) -> Parameter where Choice.RawValue == String {
    drawn(
      name, help, encode: { .string($0[keyPath: place].rawValue) },
      decode: { owner, value in
        guard let choice = value.string.flatMap(Choice.init) else { return false }
        owner[keyPath: place] = choice
        return true
      })
  }

  /// A range that a recipe gives, from which `settle` draws more than one number; the manifest keeps what was drawn.
  static func setting(
    _ name: String, unit: String, in allowed: ClosedRange<Double>, standard: ClosedRange<Double>,
    drawn distribution: ParameterDescription.Distribution = .whole, _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(
        name: name, unit: unit, kind: .range(allowed: allowed, standard: standard, distribution), help: help),
      draw: nil, encode: nil, decode: { _, _ in true })
  }

  private static func drawn(
    _ name: String, _ help: String,
    draw: (@Sendable (inout Owner, Setting, RandomKey) -> Void)? = nil,
    encode: @escaping @Sendable (Owner) -> JSON.Value,
    decode: @escaping @Sendable (inout Owner, JSON.Value) -> Bool
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(name: name, unit: "", kind: .drawn, help: help),
      draw: draw, encode: encode, decode: decode)
  }
}
