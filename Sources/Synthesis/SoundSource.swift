import Basis

/// One sound of a source at one moment: a round, a stroke of a hammer.
package struct SoundEvent: Equatable, Sendable {
  /// The arrival of the earliest direct sound, in samples at 16 kHz from the recording's first; may be negative.
  package var onset: Int
  /// dB above what the source usually does.
  package var gain: Double
  /// Names what is random inside the sound.
  package var key: RandomKey
}

/// What sounds at one place, each time alike.
package struct SoundSource: Equatable, Sendable {
  /// What it is, for people.
  package var name: String
  /// Whether its events are rounds.
  package var isGun: Bool
  /// The sound of one event at the sensor.
  package var elements: [SoundElement]
  /// Hz at which the air between it and the sensor has taken 6 dB.
  package var cutoff: Double
  /// From −1 (left) to 1 (right); a mono sensor does not care.
  package var azimuth: Double
  /// When it sounds, ascending.
  package var events: [SoundEvent]

  /// Seconds of one event before the site adds to it, the ringing of the air's filter included.
  package var extent: Double {
    let longest = elements.map { $0.delay + $0.extent }.max() ?? 0
    return min(2.5, longest + 2 / cutoff + 0.002)
  }
}
