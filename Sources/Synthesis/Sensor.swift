/// What a sensor makes of the pressure at its microphone.
package struct Sensor: Equatable, Sendable {
  /// Samples a second.
  package var sampleRate: Int
  /// 1 or 2.
  package var channels: Int
  /// Hz below which it hears less, the wind protection included.
  package var highPass: Double
  /// Hz above which it hears less; below half its rate.
  package var lowPass: Double
  /// dB of its own noise, relative to full scale.
  package var noise: Double
  /// Whether it bends loud peaks before it cuts them, as recorders with a limiter do.
  package var isSoft: Bool
  /// Seconds between the two microphones' arrivals for a sound from the side.
  package var spacing: Double
}
