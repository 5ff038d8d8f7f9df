#if canImport(Glibc)
  import Glibc
#endif

/// A low-pass of one pole, 3 dB down at its cutoff: y += k · (x − y), k = 1 − e^(−2π · cutoff / rate).
///
/// It answers at once, so a filtered onset stays where it is.
package struct OnePole {
  package let coefficient: Float
  package var state: Float = 0

  /// A filter at a cutoff in Hz; at and above half the rate it lets everything pass.
  package init(cutoff: Double, rate: Double) { coefficient = OnePole.coefficient(cutoff, rate) }

  /// The factor k for a cutoff.
  package static func coefficient(_ cutoff: Double, _ rate: Double) -> Float {
    cutoff >= rate / 2 ? 1 : Float(1 - exp(-2 * Double.pi * cutoff / rate))
  }

  /// The next sample of what lies below the cutoff.
  @inlinable @inline(__always)
  package mutating func low(_ input: Float) -> Float {
    state += coefficient * (input - state)
    return state
  }

  /// The next sample of what lies above the cutoff.
  @inlinable @inline(__always)
  package mutating func high(_ input: Float) -> Float { input - low(input) }

  /// Filters samples in place; nothing is done where everything would pass.
  package mutating func lowPass(_ samples: UnsafeMutableBufferPointer<Float>) {
    guard coefficient < 1 else { return }
    for index in samples.indices { samples[index] = low(samples[index]) }
  }

  /// Filters samples in place.
  package mutating func highPass(_ samples: UnsafeMutableBufferPointer<Float>) {
    for index in samples.indices { samples[index] = high(samples[index]) }
  }
}
