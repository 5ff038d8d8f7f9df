import CAcoustics
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Normal noise in seven bands an octave apart, 125 Hz to 8 kHz; the powers of all bands add up to white noise.
///
/// Neighbours overlap: between two middles the power passes over from one to the other in a straight line over the
/// logarithm of frequency. The lowest and the highest go on outwards.
final class OctaveBands: Sendable {
  static let count = 7

  /// Hz of the middle of a band.
  static func middle(_ band: Int) -> Double { 125 * pow(2, Double(band)) }

  private let transform: SkewCircularTransform
  /// A factor for each part of the spectrum.
  private let weights: [AlignedFloats]

  private struct Kind: Hashable {
    let length: Int
    let rate: Double
  }
  private static let made = Mutex<[Kind: OctaveBands]>([:])

  /// Bands for at least `length` samples; made once and shared; `nil` above 2²⁴ samples.
  static func covering(_ length: Int, rate: Double) -> OctaveBands? {
    guard let transform = SkewCircularTransform.covering(length) else { return nil }
    return made.withLock { made in
      let kind = Kind(length: transform.length, rate: rate)
      if let known = made[kind] { return known }
      let new = OctaveBands(transform, rate: rate)
      made[kind] = new
      return new
    }
  }

  private init(_ transform: SkewCircularTransform, rate: Double) {
    self.transform = transform
    weights = (0..<OctaveBands.count).map { _ in AlignedFloats(transform.spectrumCount) }
    let scale = 1 / Double(transform.length)
    for (bin, place) in transform.places.enumerated() {
      let turns = (Double(bin) - 0.25) * scale
      let octave = log2((turns > 0.5 ? 1 - turns : abs(turns)) * rate / OctaveBands.middle(0))
      let within = min(max(octave, 0), Double(OctaveBands.count - 1))
      for band in weights.indices {
        let share = max(0, 1 - abs(within - Double(band)))
        weights[band].address[place] = Float((share * scale).squareRoot())
        weights[band].address[place + 8] = Float((share * scale).squareRoot())
      }
    }
  }

  /// Calls `body` with each band's number and noise, at least `length` samples of it.
  func noise(seed: UInt64, _ body: (_ band: Int, _ samples: UnsafePointer<Float>) -> Void) {
    let whole = transform.spectrumCount
    AlignedFloats.withScratch(whole + transform.length) { scratch in
      for band in weights.indices {
        acoustics_gaussian(seed &+ UInt64(band) &* 0x9E37_79B9_7F4A_7C15, scratch, whole)
        acoustics_multiply(scratch, weights[band].address, whole)
        var tables = transform.tables
        acoustics_samples(&tables, scratch, scratch + whole, nil)
        body(band, scratch + whole)
      }
    }
  }
}
