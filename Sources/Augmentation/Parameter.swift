import Basis
import Files

/// A parameter of a transform: how it is drawn into the value, and how the value is kept in a manifest.
package struct Parameter<Owner: Transform>: Sendable {
  /// What people and recipes must know of it.
  package let description: ParameterDescription
  /// `nil` for what `settle` decides.
  let draw: (@Sendable (inout Owner, Setting, RandomKey) -> Void)?
  /// `nil` where the manifest keeps other numbers, drawn from it.
  let encode: (@Sendable (Owner) -> JSON.Value)?
  /// False where the value is none that the parameter can have.
  let decode: @Sendable (inout Owner, JSON.Value) -> Bool
}

// Key paths of values are safe to send; the compiler only believes it where it is said.
extension Parameter {
  /// A number drawn from a range.
  package static func number(
    _ name: String, _ place: WritableKeyPath<Owner, Double> & Sendable, unit: String,
    in allowed: ClosedRange<Double>, standard: ClosedRange<Double>,
    drawn distribution: ParameterDescription.Distribution = .uniform, _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(
        name: name, unit: unit, kind: .range(allowed: allowed, standard: standard, distribution), help: help),
      draw: { owner, setting, key in
        guard case .range(let range) = setting else { return }
        owner[keyPath: place] = distribution.draw(from: range, key)
      },
      encode: { .number($0[keyPath: place]) },
      decode: { owner, value in
        guard let number = value.double, allowed.contains(number) else { return false }
        owner[keyPath: place] = number
        return true
      })
  }

  /// A whole number drawn from a range.
  package static func count(
    _ name: String, _ place: WritableKeyPath<Owner, Int> & Sendable, unit: String,
    in allowed: ClosedRange<Int>, standard: ClosedRange<Int>, _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(
        name: name, unit: unit,
        kind: .range(
          allowed: Double(allowed.lowerBound)...Double(allowed.upperBound),
          standard: Double(standard.lowerBound)...Double(standard.upperBound), .whole), help: help),
      draw: { owner, setting, key in
        guard case .range(let range) = setting else { return }
        owner[keyPath: place] = Int(ParameterDescription.Distribution.whole.draw(from: range, key))
      },
      encode: { .number($0[keyPath: place]) },
      decode: { owner, value in
        guard let number = value.int, allowed.contains(number) else { return false }
        owner[keyPath: place] = number
        return true
      })
  }

  /// One of the words of an enumeration.
  package static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ place: WritableKeyPath<Owner, Choice> & Sendable, standard: Choice, _ help: String
  ) -> Parameter where Choice.RawValue == String {
    Parameter(
      description: ParameterDescription(
        name: name, unit: "",
        kind: .choice(Choice.allCases.map(\.rawValue), standard: standard.rawValue), help: help),
      draw: { owner, setting, _ in
        guard case .text(let text) = setting, let choice = Choice(rawValue: text) else { return }
        owner[keyPath: place] = choice
      },
      encode: { .string($0[keyPath: place].rawValue) },
      decode: { owner, value in
        guard let choice = value.string.flatMap(Choice.init) else { return false }
        owner[keyPath: place] = choice
        return true
      })
  }

  /// Yes or no.
  package static func flag(
    _ name: String, _ place: WritableKeyPath<Owner, Bool> & Sendable, standard: Bool, _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(name: name, unit: "", kind: .flag(standard: standard), help: help),
      draw: { owner, setting, _ in
        if case .flag(let flag) = setting { owner[keyPath: place] = flag }
      },
      encode: { .bool($0[keyPath: place]) },
      decode: { owner, value in
        guard let flag = value.bool else { return false }
        owner[keyPath: place] = flag
        return true
      })
  }

  /// Numbers that belong together, as the recipe has them.
  package static func numbers(
    _ name: String, _ place: WritableKeyPath<Owner, [Double]> & Sendable, unit: String,
    in allowed: ClosedRange<Double>, standard: [Double], _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(
        name: name, unit: unit, kind: .numbers(allowed: allowed, standard: standard), help: help),
      draw: { owner, setting, _ in
        if case .numbers(let numbers) = setting { owner[keyPath: place] = numbers }
      },
      encode: { .array($0[keyPath: place].map { .number($0) }) },
      decode: { owner, value in
        guard let numbers = value.array?.map(\.double), numbers.allSatisfy({ $0 != nil }) else {
          return false
        }
        owner[keyPath: place] = numbers.compactMap { $0 }
        return owner[keyPath: place].allSatisfy(allowed.contains)
      })
  }

  /// A folder of sounds; `set` is the set itself.
  package static func folder(
    _ name: String, _ place: WritableKeyPath<Owner, Path?> & Sendable, standard: String?, _ help: String
  ) -> Parameter {
    Parameter(
      description: ParameterDescription(name: name, unit: "", kind: .folder(standard: standard), help: help),
      draw: { owner, setting, _ in
        guard case .text(let text) = setting else { return }
        owner[keyPath: place] = text == setItself ? nil : Path(text)
      },
      encode: { owner in owner[keyPath: place].map { PathJSON.value($0) } ?? .string(setItself) },
      decode: { owner, value in
        guard let path = PathJSON.path(value) else { return false }
        owner[keyPath: place] = path == Path(setItself) ? nil : path
        return true
      })
  }

  private static var setItself: String { "set" }
}
