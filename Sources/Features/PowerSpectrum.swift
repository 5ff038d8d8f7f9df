import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A chunk's power in each FFT bin: Hann frames of 512 samples every 256 that lie inside it, since its edges would smear; what is
/// shorter than a frame is filled up with zeros
/// (Welch: The use of fast Fourier transform for the estimation of power spectra, 1967).
struct PowerSpectrum {
  /// Σ|X|² of each bin from 0 to 8000 Hz.
  let powers: [Double]
  /// Hz from one bin to the next.
  static let binWidth = Double(Sampling.rate) / 512

  private static let stft: STFT? = {
    var parameters = LogMelParameters()
    (parameters.hopLength, parameters.window, parameters.center) = (256, .hannPeriodic, false)
    return try? STFT(parameters)
  }()

  init(_ samples: [Float]) {
    var sums = [Double](repeating: 0, count: 257)
    let filled =
      samples.isEmpty || samples.count >= 512
      ? samples : samples + [Float](repeating: 0, count: 512 - samples.count)
    filled.withUnsafeBufferPointer { samples in
      PowerSpectrum.stft?.forEachBlock(samples, recordings: 1, power: 2) { block in
        for lane in 0..<block.frames.count {
          for bin in sums.indices { sums[bin] += Double(block.spectra[bin * FrameBlock.lanes + lane]) }
        }
      }
    }
    powers = sums
  }

  /// The frequency of the first bin at or below which `part` of the power lies; 0 for silence.
  func rollOff(_ part: Double) -> Double {
    let wanted = part * powers.reduce(0, +)
    guard wanted > 0 else { return 0 }
    var sum = 0.0
    for (bin, power) in powers.enumerated() {
      sum += power
      if sum >= wanted { return Double(bin) * PowerSpectrum.binWidth }
    }
    return Double(powers.count - 1) * PowerSpectrum.binWidth
  }

  /// The frequency of the highest bin whose power is at least `decibels` from the strongest; 0 for silence.
  func cutoff(_ decibels: Double) -> Double {
    let least = (powers.max() ?? 0) * Decibels.power(decibels)
    guard least > 0, let bin = powers.lastIndex(where: { $0 >= least }) else { return 0 }
    return Double(bin) * PowerSpectrum.binWidth
  }

  /// The slope in dB an octave of the third-octave bands; 0 where fewer than two hold power.
  var tilt: Double {
    var points: [(octave: Double, decibels: Double)] = []
    for third in -10...8 {
      let octave = Double(third) / 3
      let centre = 1000 * exp2(octave)
      let low = Int((centre * exp2(-1.0 / 6) / PowerSpectrum.binWidth).rounded())
      let high = max(low, Int((centre * exp2(1.0 / 6) / PowerSpectrum.binWidth).rounded()) - 1)
      let power = powers[low...min(high, powers.count - 1)].reduce(0, +) / Double(high - low + 1)
      if power > 0 { points.append((octave, Decibels.ofPower(power))) }
    }
    guard points.count > 1 else { return 0 }
    let meanOctave = points.reduce(0) { $0 + $1.octave } / Double(points.count)
    let meanDecibels = points.reduce(0) { $0 + $1.decibels } / Double(points.count)
    var (product, square) = (0.0, 0.0)
    for point in points {
      product += (point.octave - meanOctave) * (point.decibels - meanDecibels)
      square += (point.octave - meanOctave) * (point.octave - meanOctave)
    }
    return product / square
  }
}
