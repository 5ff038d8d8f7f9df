import Basis

/// Turns some mel bands up or down.
package struct BandGain: ImageTransform {
  /// Bands, from 0; negative ones count from the highest, -1.
  package var bands: [Double] = []
  /// dB for each of them; the last one serves for the rest.
  package var gains: [Double] = []

  /// No change.
  package init() {}

  package static let name = "band_gain"
  package static let summary = "Adds dB to some mel bands of the log-mel image"
  package static let about = """
    Two cases of the original project: the lowest two bands by -6 and -3 dB, and the highest two. A microphone's response
    at its ends.
    """
  package static let parameters: [Parameter<BandGain>] = [
    .numbers(
      "bands", \.bands, unit: "", in: -256...255, standard: [0, 1],
      "Bands, from 0 for the lowest; -1 is the highest"),
    .numbers("gains_db", \.gains, unit: "dB", in: -100...100, standard: [-6, -3], "What is added to each"),
  ]

  package func apply(to image: inout LogMelCells) {
    for (index, band) in bands.enumerated() {
      guard let gain = index < gains.count ? gains[index] : gains.last else { return }
      let band = Int(band) < 0 ? image.nMels + Int(band) : Int(band)
      image.add(Float(gain), bands: band..<band + 1, frames: 0..<image.frames)
    }
  }
}
