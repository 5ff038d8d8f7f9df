import Basis
import Features

/// How an arrival sounds: 16 bands below 5500 Hz in eight stretches around it, in dB below its loudest.
///
/// Levels are relative, and what sensors of 12 kHz do not hear is left out: a picture is the same through other
/// microphones as far as their bands are.
package enum CandidatePicture {
  /// Milliseconds from the arrival to the middles of the frames of each stretch.
  private static let stretches = [
    -100 ..< -24, -24 ..< -8, 4..<8, 8..<16, 16..<28, 28..<60, 60..<124, 124..<300,
  ]
  /// The stretches in which an arrival is loudest.
  private static let onset = 2...3
  /// Milliseconds from one frame to the next.
  private static let hop = 4
  private static let bands = 16

  /// Numbers of a picture, `[stretches, bands]`.
  package static let count = stretches.count * bands

  private static let logMel: LogMel? = {
    var parameters = LogMelParameters()
    (parameters.nFFT, parameters.winLength, parameters.hopLength) = (256, 256, hop * Sampling.rate / 1000)
    (parameters.nMels, parameters.fMin, parameters.fMax) = (bands, 80, 5500)
    // Bands as loud as they are: what quiet recordings hold would drown in what keeps logarithms finite.
    parameters.norm = .none
    parameters.center = false
    return try? LogMel(parameters)
  }()

  /// The picture of what is heard around a sample.
  static func values(_ sound: CandidateSound, at offset: Int) -> [Float] {
    let (first, last) = (stretches[0].lowerBound, stretches[stretches.count - 1].upperBound)
    let frames = (last - first) / hop
    let start = offset + first * Sampling.rate / 1000 - 128
    let samples = sound.samples(start..<start + (frames - 1) * hop * Sampling.rate / 1000 + 256)
    // `[bands, frames]`.
    guard let image = logMel.map({ $0(samples) }), image.count == bands * frames else {
      return [Float](repeating: 0, count: count)
    }
    var picture: [Float] = []
    picture.reserveCapacity(count)
    for stretch in stretches {
      let (low, high) = ((stretch.lowerBound - first) / hop, (stretch.upperBound - first) / hop)
      for band in 0..<bands {
        let sum = image[band * frames + low..<band * frames + high].reduce(0, +)
        picture.append(sum / Float(high - low))
      }
    }
    let loudest = picture[onset.lowerBound * bands..<(onset.upperBound + 1) * bands].max() ?? 0
    return picture.map { $0 - loudest }
  }
}
