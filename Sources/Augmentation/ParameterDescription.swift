/// What people and recipes must know of a parameter.
package struct ParameterDescription: Sendable, Equatable {
  /// As recipes and manifests name it, unit included: `snr_db`.
  package var name: String
  /// The unit for people: `dB`; empty where there is none.
  package var unit: String
  /// What a recipe may say.
  package var kind: Kind
  /// What it means: capital letter, no full stop.
  package var help: String

  /// What a recipe may say.
  package enum Kind: Sendable, Equatable {
    /// A number or `[least, most]`; drawn from it in this way.
    case range(allowed: ClosedRange<Double>, standard: ClosedRange<Double>, Distribution)
    /// One of these words.
    case choice([String], standard: String)
    /// `true` or `false`.
    case flag(standard: Bool)
    /// A folder of sounds, relative to the current one; where there is no default it has to be named.
    case folder(standard: String?)
    /// A list of numbers.
    case numbers(allowed: ClosedRange<Double>, standard: [Double])
    /// Nothing: it is decided when the change is drawn, and stands in the manifest.
    case drawn
  }

  /// How a number is drawn from a range.
  package enum Distribution: Sendable, Equatable {
    /// Uniformly.
    case uniform
    /// Uniformly on a logarithmic scale, for frequencies and distances.
    case logarithmic
    /// Whole numbers, uniformly.
    case whole
  }

  /// What holds where a recipe says nothing.
  package var standard: Setting? {
    switch kind {
    case .range(_, let standard, _): .range(standard)
    case .choice(_, let standard): .text(standard)
    case .flag(let standard): .flag(standard)
    case .folder(let standard): standard.map { .text($0) }
    case .numbers(_, let standard): .numbers(standard)
    case .drawn: nil
    }
  }

  /// Whether recipes may speak of it.
  package var isSettable: Bool { kind != .drawn }
}
