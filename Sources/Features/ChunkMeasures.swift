import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Plain figures of one chunk at 16 kHz: what could tell two classes apart without hearing a shot.
///
/// Samples that are not finite, or beyond ±1e12, count as 0. All figures of an empty or silent chunk are 0, but
/// for `zeroFraction`.
public enum ChunkMeasures {
  /// All figures of one chunk.
  public struct Values: Equatable, Sendable {
    /// See `ChunkMeasures.rms`.
    public let rms: Double
    /// See `ChunkMeasures.peak`.
    public let peak: Double
    /// See `ChunkMeasures.bandwidth`.
    public let bandwidth: Double
    /// See `ChunkMeasures.cutoff`.
    public let cutoff: Double
    /// See `ChunkMeasures.spectralTilt`.
    public let spectralTilt: Double
    /// See `ChunkMeasures.zeroFraction`.
    public let zeroFraction: Double
    /// See `ChunkMeasures.clippedFraction`.
    public let clippedFraction: Double

    /// The figures with their names, always in this order.
    public var named: [(name: String, value: Double)] {
      [
        ("rms", rms), ("peak", peak), ("bandwidth", bandwidth), ("cutoff", cutoff),
        ("spectralTilt", spectralTilt), ("zeroFraction", zeroFraction), ("clippedFraction", clippedFraction),
      ]
    }
  }

  /// All figures of `samples`; the spectrum is computed once.
  public static func measure(_ samples: [Float]) -> Values {
    let spectrum = PowerSpectrum(samples)
    return Values(
      rms: rms(samples), peak: peak(samples), bandwidth: spectrum.rollOff(0.9), cutoff: spectrum.cutoff(-60),
      spectralTilt: spectrum.tilt, zeroFraction: zeroFraction(samples),
      clippedFraction: clippedFraction(samples))
  }

  /// √(Σx² / n), 0 to 1 for samples within ±1.
  public static func rms(_ samples: [Float]) -> Double {
    guard !samples.isEmpty else { return 0 }
    var sum = 0.0
    for sample in samples {
      let value = Double(STFT.usable(sample))
      sum += value * value
    }
    return (sum / Double(samples.count)).squareRoot()
  }

  /// max |x|.
  public static func peak(_ samples: [Float]) -> Double {
    var peak: Float = 0
    for sample in samples { peak = max(peak, abs(STFT.usable(sample))) }
    return Double(peak)
  }

  /// The 90 % roll-off in Hz: the lowest frequency with at least 90 % of the energy at or below it.
  public static func bandwidth(_ samples: [Float]) -> Double { PowerSpectrum(samples).rollOff(0.9) }

  /// The highest frequency in Hz whose power lies within 60 dB of the strongest: where a codec or a lower
  /// sample rate has cut the recording off.
  public static func cutoff(_ samples: [Float]) -> Double { PowerSpectrum(samples).cutoff(-60) }

  /// The slope in dB an octave of a straight line through the third-octave bands from 100 to 6300 Hz
  /// (least squares of each band's mean power density in dB over log2 of its centre; bands without power are left out).
  /// 0 for white noise, −3 for pink.
  public static func spectralTilt(_ samples: [Float]) -> Double { PowerSpectrum(samples).tilt }

  /// The part of the samples that are exactly 0, 0 to 1.
  public static func zeroFraction(_ samples: [Float]) -> Double {
    fraction(samples) { $0 == 0 }
  }

  /// The part of the samples at or beyond 16-bit full scale, |x| ≥ 32767 / 32768, 0 to 1.
  public static func clippedFraction(_ samples: [Float]) -> Double {
    fraction(samples) { abs($0) >= 32767.0 / 32768 }
  }

  private static func fraction(_ samples: [Float], _ test: (Float) -> Bool) -> Double {
    guard !samples.isEmpty else { return 0 }
    var count = 0
    for sample in samples where test(STFT.usable(sample)) { count += 1 }
    return Double(count) / Double(samples.count)
  }
}
