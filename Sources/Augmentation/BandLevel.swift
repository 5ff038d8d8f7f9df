import Basis

/// Sets some mel bands to one level.
package struct BandLevel: ImageTransform {
  /// Bands, from 0; negative ones count from the highest, -1.
  package var bands: [Double] = []
  /// dB.
  package var levelDB = -24.0

  /// No change.
  package init() {}

  package static let name = "band_level"
  package static let summary = "Sets some mel bands of the log-mel image to one level"
  package static let about = """
    Four cases of the original project: patterns of bands set to about -24 dB, whatever they held.
    """
  package static let parameters: [Parameter<BandLevel>] = [
    .numbers(
      "bands", \.bands, unit: "", in: -256...255, standard: [0],
      "Bands, from 0 for the lowest; -1 is the highest"),
    .number("level_db", \.levelDB, unit: "dB", in: -200...100, standard: -24 ... -24, "What they are set to"),
  ]

  package func apply(to image: inout LogMelCells) {
    for band in bands {
      let band = Int(band) < 0 ? image.nMels + Int(band) : Int(band)
      image.fill(bands: band..<band + 1, frames: 0..<image.frames, with: Float(levelDB))
    }
  }
}
