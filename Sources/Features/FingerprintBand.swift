import Basis
import CFeatures

#if canImport(Glibc)
  import Glibc
#endif

/// The band that fingerprints are made of, 300–1300 Hz, rising by 6 dB an octave: codecs and low sample rates keep it,
/// hum and wind lie below it, and a shift of an eighth of a millisecond turns it little.
struct FingerprintBand {
  /// Samples on either side that an output depends on: 10 ms.
  static let reach = 160

  /// 321 taps: the integral of f · cos(2πft) over the band under a Hamming window.
  private static let taps: [Float] = (-reach...reach).map { offset in
    let taper = 0.54 + 0.46 * cos(Double.pi * Double(offset) / Double(reach + 1))
    var sum = 0.0
    for frequency in stride(from: 305.0, to: 1300, by: 10) {
      sum += frequency * cos(2 * Double.pi * frequency * Double(offset) / Double(Sampling.rate))
    }
    return Float(taper * sum * 2 * 10 / (800 * Double(Sampling.rate)))
  }

  /// Samples that outputs still depend on.
  private var pending = [Float](repeating: 0, count: reach)

  /// The outputs that `samples` complete: each belongs to the sample `reach` before the last one that it depends on.
  mutating func append(_ samples: UnsafeBufferPointer<Float>) -> [Float] {
    pending.reserveCapacity(pending.count + samples.count)
    for sample in samples { pending.append(STFT.usable(sample)) }
    let count = pending.count - FingerprintBand.taps.count + 1
    guard count > 0 else { return [] }
    let outputs = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      cfeatures_filter(pending, count, FingerprintBand.taps, FingerprintBand.taps.count, buffer.baseAddress)
      initialized = count
    }
    pending.removeFirst(count)
    return outputs
  }

  /// The outputs of the last `reach` samples, with silence behind them.
  mutating func finish() -> [Float] {
    [Float](repeating: 0, count: FingerprintBand.reach).withUnsafeBufferPointer { append($0) }
  }
}
