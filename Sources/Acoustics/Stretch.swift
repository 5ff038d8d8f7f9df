#if canImport(Glibc)
  import Glibc
#endif

/// Another length at the same pitch, and another pitch at the same length (Rubber Band).
///
/// A phase vocoder moves a transient by as much as its window: up to 15 ms. So a signal is cut at its onsets and each piece
/// is stretched alone: what happens at an onset then happens where it belongs, and none of it is heard before. Onsets that are
/// not named may come out elsewhere. A piece costs about a tenth of a millisecond, and 4096 samples 0.7 (shorter) to 1.3
/// (longer).
///
/// The same input gives the same bytes on any thread. Samples must be finite.
package enum Stretch {
  /// Ratios are held within these bounds.
  package static let ratios = 0.25...4.0
  /// Semitones are held within these bounds.
  package static let semitones = -24.0...24.0

  /// Where a sample of the input lies in the output: `offset · ratio`, to the nearest sample.
  package static func place(of offset: Int, ratio: Double) -> Int {
    Int((Double(offset) * held(ratio, ratios)).rounded())
  }

  /// `samples` in `ratio` times the time.
  ///
  /// - Parameters:
  ///   - ratio: 1 changes nothing; above 1 the signal becomes longer.
  ///   - onsets: samples at which something begins, in any order; those outside count for nothing. Each lies at
  ///     exactly `place(of:ratio:)`.
  /// - Returns: exactly `place(of: samples.count, ratio: ratio)` samples.
  package static func stretched(_ samples: [Float], ratio: Double, onsets: [Int] = []) -> [Float] {
    guard held(ratio, ratios) != 1 else { return samples }
    var cuts = Set(onsets.filter { $0 > 0 && $0 < samples.count })
    cuts.formUnion([0, samples.count])
    let edges = cuts.sorted()
    var output: [Float] = []
    output.reserveCapacity(place(of: samples.count, ratio: ratio))
    for (start, end) in zip(edges, edges.dropFirst()) {
      let count = place(of: end, ratio: ratio) - place(of: start, ratio: ratio)
      output += RubberBandStretch.stretched(samples[start..<end], ratio: held(ratio, ratios), count: count)
    }
    return output
  }

  /// `samples` higher by so many semitones, twelve to the octave, and as long as they were: stretched, then read
  /// faster.
  ///
  /// Rubber Band's own shift makes a resampler for each ratio, which costs fifty times as much as the rest.
  ///
  /// - Parameter onsets: samples at which something begins; each stays where it is, to the sample.
  package static func shifted(_ samples: [Float], semitones: Double, onsets: [Int] = []) -> [Float] {
    let scale = pow(2, held(semitones, Stretch.semitones) / 12)
    guard scale != 1 else { return samples }
    let longer = stretched(samples, ratio: scale, onsets: onsets)
    return SincInterpolation(step: scale).read(longer, count: samples.count)
  }

  private static func held(_ value: Double, _ bounds: ClosedRange<Double>) -> Double {
    min(max(value, bounds.lowerBound), bounds.upperBound)
  }
}
