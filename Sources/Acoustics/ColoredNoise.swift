import CAcoustics

#if canImport(Glibc)
  import Glibc
#endif

/// Normal noise whose power rises or falls by so many decibels an octave; any number of threads may share one.
///
/// Made in the frequency domain (J. Timmer and M. König: On generating power law noise, 1995): normal numbers as real and
/// imaginary parts, weighted by frequency, and back. The signal so made is at least twice as long as what is taken
/// of it, so that the end of a chunk does not lead back to its start. Below 20 Hz there is nothing.
package final class ColoredNoise: Sendable {
  /// Decibels an octave: 0 white, `pink` −3.01, `brown` −6.02; held within ±30.
  package let decibelsPerOctave: Double
  /// The longest noise it makes, in samples.
  package let length: Int

  /// Power falls with frequency.
  package static let pink = -10 * log10(2.0)
  /// Power falls with the square of frequency.
  package static let brown = -20 * log10(2.0)
  /// Hz below which there is nothing.
  package static let lowest = 20.0

  private let transform: SkewCircularTransform
  /// The factor of each part of the spectrum.
  private let amplitudes: AlignedFloats

  /// - Parameters:
  ///   - length: samples wanted, at most 2²⁴; `nil` above.
  ///   - rate: samples a second.
  package init?(decibelsPerOctave: Double, length: Int, rate: Double) {
    guard let transform = SkewCircularTransform.covering(length) else { return nil }
    self.decibelsPerOctave = min(max(decibelsPerOctave, -30), 30)
    self.length = max(0, length)
    self.transform = transform
    amplitudes = AlignedFloats(transform.spectrumCount)
    let exponent = self.decibelsPerOctave / (20 * log10(2.0))
    let factors = (0..<transform.length).map { bin -> Double in
      let turns = (Double(bin) - 0.25) / Double(transform.length)
      let frequency = (turns > 0.5 ? 1 - turns : abs(turns)) * rate
      return frequency < ColoredNoise.lowest ? 0 : pow(frequency / 1000, exponent)
    }
    // The variance of a sample is the sum of the squares.
    let power = factors.reduce(0) { $0 + $1 * $1 }
    let scale = power > 0 ? 1 / power.squareRoot() : 0
    for (place, factor) in zip(transform.places, factors) {
      amplitudes.address[place] = Float(factor * scale)
      amplitudes.address[place + 8] = Float(factor * scale)
    }
  }

  /// Fills a buffer, up to `length` samples of it, with noise of mean 0 whose variance is 1 on average over seeds; what
  /// lies past `length` becomes silence.
  ///
  /// The same seed gives the same bits on every processor; another `length` gives other noise. 10 µs for 4096 samples.
  package func fill(_ buffer: UnsafeMutableBufferPointer<Float>, seed: UInt64) {
    guard let samples = buffer.baseAddress else { return }
    let (count, whole) = (min(buffer.count, length), transform.spectrumCount)
    AlignedFloats.withScratch(whole + transform.length) { scratch in
      acoustics_gaussian(seed, scratch, whole)
      acoustics_multiply(scratch, amplitudes.address, whole)
      var tables = transform.tables
      acoustics_samples(&tables, scratch, scratch + whole, nil)
      samples.update(from: scratch + whole, count: count)
    }
    (samples + count).update(repeating: 0, count: buffer.count - count)
    guard count > 0 else { return }
    acoustics_offset(samples, Float(-acoustics_sum(samples, count) / Double(count)), count)
  }

  /// `length` samples of noise.
  package func samples(seed: UInt64) -> [Float] {
    [Float](unsafeUninitializedCapacity: length) { buffer, initialized in
      fill(UnsafeMutableBufferPointer(rebasing: buffer.prefix(length)), seed: seed)
      initialized = length
    }
  }
}
