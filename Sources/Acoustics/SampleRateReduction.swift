/// What is left of a signal that a slower sensor recorded, back at the signal's own rate; any number of threads may
/// share one.
///
/// A sensor's converter lets pass what lies below 0.45 of its rate and must keep away what would fold, from half of it
/// on; what a band-limited signal loses by being sampled there and read again is that alone. So one low-pass of linear
/// phase does it (70 dB), without delay: an onset stays where it is, with ripples of a few milliseconds on both sides.
package final class SampleRateReduction: Sendable {
  /// The sensor's samples a second.
  package let sensorRate: Double

  /// Nothing to do where the sensor is as fast as the signal.
  private let kernel: ConvolutionKernel?

  /// - Parameters:
  ///   - sensorRate: samples a second of the sensor, held at 1/64 of `rate` or above.
  ///   - rate: samples a second of the signals.
  ///   - length: samples of the signals, at most 2²⁴; `nil` above.
  package init?(sensorRate: Double, rate: Double, length: Int) {
    self.sensorRate = max(sensorRate, rate / 64)
    let part = self.sensorRate / rate
    guard part < 1 else {
      kernel = nil
      return
    }
    let taps = KaiserSinc(cutoff: 0.475 * part, transition: 0.05 * part, attenuation: 70).taps
    guard let kernel = ConvolutionKernel(taps, origin: taps.count / 2, length: length) else { return nil }
    self.kernel = kernel
  }

  /// Replaces samples, up to `length` of them, by what the sensor leaves. 8 µs for 4096.
  package func apply(to samples: UnsafeMutableBufferPointer<Float>) { kernel?.apply(to: samples) }
}
