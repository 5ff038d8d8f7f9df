import Basis

/// Turns the chunk up or down.
package struct Gain: WaveformTransform {
  /// dB.
  package var gainDB = 0.0

  /// No change.
  package init() {}

  package static let name = "gain"
  package static let summary = "Makes the chunk louder or quieter"
  package static let about = """
    Distance, angle and the sensor's setting change the level of the same shot. What would lie beyond full scale is not
    cut: the whole copy is turned down until it fits, and the manifest says by how much (`scaled_db`).
    """
  package static let parameters: [Parameter<Gain>] = [
    .number("gain_db", \.gainDB, unit: "dB", in: -120...60, standard: -12...12, "Change of level")
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    SampleLoops.scale(&clip.samples, by: Float(Decibels.amplitude(gainDB)))
    return nil
  }
}
