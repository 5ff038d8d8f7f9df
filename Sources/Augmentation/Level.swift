import Basis

/// Brings the chunk to a level.
package struct Level: WaveformTransform {
  /// dB relative to full scale, as RMS.
  package var rmsDB = -30.0

  /// -30 dB.
  package init() {}

  package static let name = "level"
  package static let summary = "Brings the chunk to an RMS level drawn from a range"
  package static let about = """
    Loudness alone tells close shots from background. A level drawn without a look at the label takes that shortcut
    away. Recipes with `"levels": "matched"` end with this step, at levels that make those of all labels alike.
    """
  package static let parameters: [Parameter<Level>] = [
    .number(
      "rms_db", \.rmsDB, unit: "dB relative to full scale", in: -96...0, standard: -50 ... -15,
      "RMS level of the whole chunk")
  ]

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let rms = SampleLoops.power(clip.samples).squareRoot()
    let factor = Float(Decibels.amplitude(rmsDB) / rms)
    guard rms > 0, factor.isFinite else { return Skip("the chunk is silent: it has no level") }
    SampleLoops.scale(&clip.samples, by: factor)
    return nil
  }
}
