import Acoustics
import Basis

/// The kind of place that a sensor stands in.
package enum Terrain: String, CaseIterable, Sendable {
  case field, forest, street, courtyard, hills, hall
}

/// A place with its sensor: what all of its recordings share.
package struct Site: Equatable, Sendable {
  /// As in its folder: `site-03`.
  package var name: String
  package var terrain: Terrain
  package var sensor: Sensor
  package var air: Atmosphere
  /// Distinct reflections, by delay.
  package var echoes: [Echo]
  package var reverberation: Reverberation
  /// Hz above which something blocks the direct way; `nil` where nothing does.
  package var obstruction: Double?
  package var background: BackgroundKind
  /// Metres between which guns stand.
  package var distances: ClosedRange<Double>
  /// The share of pressure that the ground sends back.
  package var groundReflection: Double

  /// Whether a reflection is louder than the direct sound.
  package var hasLoudEcho: Bool { echoes.contains { $0.level > 0 } }
}

extension Terrain {
  /// What a drawing of reflections is bounded by.
  struct Acoustics {
    let echoes: ClosedRange<Int>
    let delays: ClosedRange<Double>
    let levels: ClosedRange<Double>
    let decayTime: ClosedRange<Double>
    let tail: ClosedRange<Double>
    let paths: ClosedRange<Double>
    let distances: ClosedRange<Double>
  }

  /// Distances, reflections and tails of the order that such places have.
  var acoustics: Acoustics {
    switch self {
    case .field:
      Acoustics(
        echoes: 1...3, delays: 0.05...0.9, levels: -24 ... -10, decayTime: 0.4...1.0, tail: -16 ... -8,
        paths: 0.03...0.13, distances: 8...700)
    case .forest:
      Acoustics(
        echoes: 4...8, delays: 0.012...0.4, levels: -22 ... -7, decayTime: 0.7...1.8, tail: -12 ... -4,
        paths: 0.012...0.09, distances: 8...500)
    case .street:
      Acoustics(
        echoes: 4...8, delays: 0.015...0.35, levels: -14 ... -2, decayTime: 0.8...2.0, tail: -10 ... -2,
        paths: 0.02...0.08, distances: 5...400)
    case .courtyard:
      Acoustics(
        echoes: 5...8, delays: 0.012...0.15, levels: -12 ... -2, decayTime: 0.9...2.0, tail: -9 ... -1,
        paths: 0.015...0.06, distances: 4...120)
    case .hills:
      Acoustics(
        echoes: 2...5, delays: 0.15...1.4, levels: -20 ... -6, decayTime: 1.0...2.6, tail: -15 ... -7,
        paths: 0.05...0.14, distances: 15...900)
    case .hall:
      Acoustics(
        echoes: 6...8, delays: 0.004...0.06, levels: -10 ... -2, decayTime: 0.4...1.5, tail: -5...3,
        paths: 0.006...0.035, distances: 2...50)
    }
  }
}
