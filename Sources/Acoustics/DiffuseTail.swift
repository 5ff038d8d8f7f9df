#if canImport(Glibc)
  import Glibc
#endif

/// The part of an impulse response in which reflections can no longer be told apart: noise that dies away, the high
/// frequencies sooner than the low ones.
///
/// Seven bands, an octave apart, of independent normal noise (J. Moorer: About this reverberation business, 1979), each
/// with a decay of its own.
struct DiffuseTail {
  /// Seconds in which it falls by 60 dB, at 250 Hz and below.
  var lowDecay: Double
  /// Seconds in which it falls by 60 dB, at 4 kHz and above.
  var highDecay: Double
  /// The variance of a sample at time 0.
  var power: Double
  /// Seconds from time 0 to sample 0 of the response.
  var elapsed: Double
  /// The first sample that has a tail.
  var start: Int
  /// Names the noise.
  var seed: UInt64

  /// The seconds in which a frequency falls by 60 dB: between 250 Hz and 4 kHz the logarithm goes straight.
  static func decay(at frequency: Double, low: Double, high: Double) -> Double {
    let place = min(max(log2(frequency / 250) / 4, 0), 1)
    return held(low) * pow(held(high) / held(low), place)
  }

  /// A decay in seconds within what any place has.
  static func held(_ decay: Double) -> Double { min(max(decay, 0.01), 60) }

  /// Adds the tail to a response, of at most 2²⁴ samples.
  func add(to response: inout [Float], rate: Double) {
    let first = max(0, start)
    guard first < response.count, let bands = OctaveBands.covering(response.count, rate: rate) else { return }
    response.withUnsafeMutableBufferPointer { response in
      bands.noise(seed: seed) { band, samples in
        let decay = DiffuseTail.decay(at: OctaveBands.middle(band), low: lowDecay, high: highDecay)
        let fade = pow(10, -3 / (decay * rate))
        var amplitude = power.squareRoot() * pow(10, -3 * (elapsed + Double(first) / rate) / decay)
        for index in first..<response.count {
          response[index] += Float(amplitude) * samples[index]
          amplitude *= fade
        }
      }
    }
  }
}
