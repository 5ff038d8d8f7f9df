import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// What an impulse response does to a tone.
enum MeasuredResponse {
  /// The gain in dB at a frequency: the response's Fourier sum, written out.
  static func decibels(_ response: [Float], at frequency: Double, rate: Double) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (index, sample) in response.enumerated() {
      let angle = 2 * Double.pi * frequency * Double(index) / rate
      real += Double(sample) * cos(angle)
      imaginary += Double(sample) * sin(angle)
    }
    return Decibels.ofAmplitude(hypot(real, imaginary))
  }
}
