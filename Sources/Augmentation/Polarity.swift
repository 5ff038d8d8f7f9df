/// Turns the chunk upside down.
package struct Polarity: WaveformTransform {
  /// Upside down.
  package init() {}

  package static let name = "polarity"
  package static let summary = "Turns the waveform upside down"
  package static let about = """
    Microphones and codecs differ in sign. Log-mel images do not see it; models of the waveform do. Give it a
    `probability` of 0.5.
    """
  package static let parameters: [Parameter<Polarity>] = []

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    SampleLoops.scale(&clip.samples, by: -1)
    return nil
  }
}
