/// One component of an event's sound at the sensor, before the air has dulled it.
package struct SoundElement: Equatable, Sendable {
  /// What it sounds like.
  package enum Shape: Equatable, Sendable {
    /// A blast wave: seconds to its first zero, seconds of its front.
    case blast(positivePhase: Double, rise: Double)
    /// An N-wave: seconds between its fronts, seconds of each.
    case shock(duration: Double, rise: Double)
    /// A vibration that rings out: Hz, seconds to 1/e, seconds of contact.
    case mode(frequency: Double, decay: Double, attack: Double)
    /// Noise between two frequencies in Hz: seconds to rise and to fall to 1/e.
    case noise(low: Double, high: Double, attack: Double, decay: Double)
    /// A voiced or whistled tone with harmonics that glides: Hz, Hz, seconds, harmonics.
    case glide(from: Double, to: Double, duration: Double, harmonics: Int)
  }

  package var shape: Shape
  /// Seconds after the event's onset, not negative.
  package var delay: Double
  /// Peak (pulses, vibrations, tones) or effective value at its height (noise), in Pa.
  package var amplitude: Double

  package init(_ shape: Shape, delay: Double = 0, amplitude: Double) {
    self.shape = shape
    self.delay = delay
    self.amplitude = amplitude
  }

  /// Seconds from the element's beginning until nothing worth a sample is left.
  package var extent: Double {
    switch shape {
    case .blast(let positivePhase, let rise):
      MuzzleBlast(positivePhase: positivePhase, rise: rise).extent
    case .shock(let duration, let rise): duration + rise
    case .mode(_, let decay, let attack): attack + 8 * decay
    case .noise(_, _, let attack, let decay): 3 * attack + 8 * decay
    case .glide(_, _, let duration, _): duration
    }
  }
}
