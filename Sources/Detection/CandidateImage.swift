import Basis
import Features

#if canImport(Glibc)
  import Glibc
#endif

/// How an arrival sounds, as a network sees it: 32 bands from 80 to 5500 Hz, every 4 ms from 60 ms before to 300 ms after.
///
/// Half decibels in a byte each, so that many candidates fit into memory; all are powers as they were heard, so that
/// sounds can be added and microphones be drawn before anything is made relative.
package enum CandidateImage {
  /// Bands, and frames that are kept.
  package static let (bands, frames) = (32, 91)
  /// Every second frame from a start on is shown.
  package static let starts = 3
  /// Frames of 8 ms that are shown.
  package static let shown = 45
  /// Numbers that a network is shown: each band against the loudest, and below them against its own past.
  package static let (height, width) = (2 * bands, shown)

  /// Milliseconds from the arrival to the middle of the first frame, and from one frame to the next.
  private static let (first, hop) = (-60, 4)
  /// What no byte tells: decibels of 0.
  private static let floor: Float = -70
  private static let (window, length) = (256, 512)
  /// Frames that are shown of what was before the arrival, 52 to 20 ms.
  private static let past = 1...5

  private static let logMel: LogMel? = {
    var parameters = LogMelParameters()
    (parameters.nFFT, parameters.winLength, parameters.hopLength) = (
      length, window, hop * Sampling.rate / 1000
    )
    (parameters.nMels, parameters.fMin, parameters.fMax) = (bands, 80, 5500)
    (parameters.melScale, parameters.norm, parameters.power) = (.htk, .none, 2)
    (parameters.amplitudeOffset, parameters.center) = (1e-7, false)
    return try? LogMel(parameters)
  }()

  /// The power below which there is nothing: that of the lowest byte.
  static let silence = powf(10, floor / 10)

  /// Powers that bytes stand for.
  private static let powers: [Float] = (0..<256).map { powf(10, (floor + Float($0) / 2) / 10) }

  /// The image of what is heard around a sample, `[bands, frames]`.
  static func values(_ sound: CandidateSound, at offset: Int) -> [UInt8] {
    let step = hop * Sampling.rate / 1000
    let start = offset + first * Sampling.rate / 1000 - length / 2
    let samples = sound.samples(start..<start + (frames - 1) * step + length)
    guard let image = logMel.map({ $0(samples) }), image.count == bands * frames else {
      return [UInt8](repeating: 0, count: bands * frames)
    }
    return image.map { UInt8(min(max(0, ($0 - floor) * 2), 255).rounded()) }
  }

  /// Reads the powers of an image's frames from a start on: `[bands, shown]`.
  static func read(_ image: [UInt8], start: Int, into result: inout [Float]) {
    guard image.count == bands * frames, result.count == bands * shown, (0..<starts).contains(start) else {
      return
    }
    for band in 0..<bands {
      for cell in 0..<shown {
        result[band * shown + cell] = powers[Int(image[band * frames + start + 2 * cell])]
      }
    }
  }

  /// Writes what a network is shown of powers: levels against the loudest, and against each band's own past.
  static func show(_ powers: [Float], in image: UnsafeMutableBufferPointer<Float>) {
    let most = decibels(powers.max() ?? 0)
    for band in 0..<bands {
      let own = band * shown
      let before = decibels(
        powers[own + past.lowerBound...own + past.upperBound].reduce(0, +) / Float(past.count))
      for cell in own..<own + shown {
        let level = decibels(powers[cell])
        image[cell] = min(max(level - most, -60), 0) / 20 + 1.5
        image[bands * shown + cell] = min(max(level - before, -10), 50) / 20 - 0.5
      }
    }
  }

  private static func decibels(_ power: Float) -> Float { 10 * log10f(max(power, silence)) }
}
