import Acoustics
import Basis

/// Over what an SNR is measured.
package enum NoiseWindow: String, CaseIterable, Sendable {
  /// The whole chunk.
  case chunk
  /// The 100 ms from the onset on; the whole chunk where there is no shot.
  case onset

  /// Why it cannot be measured over in such a chunk: a shot is in it, and nobody knows where.
  func skip(_ facts: ClipFacts) -> Skip? {
    self == .onset && facts.isPositive && facts.onset == nil ? .unknownWindow : nil
  }

  /// The samples that it means in a chunk; `nil` where it needs an onset that is not known.
  func range(in clip: Clip) -> Range<Int>? {
    switch (self, clip.onset) {
    case (.chunk, _): 0..<clip.samples.count
    case (.onset, let onset?): (onset..<onset + 1600).clamped(to: 0..<clip.samples.count)
    case (.onset, nil):
      clip.onsets.contains(where: clip.samples.indices.contains) ? nil : clip.samples.indices
    }
  }
}

/// Adds noise to a chunk at a signal-to-noise ratio.
enum NoiseMix {
  /// SNR in dB = 10 · log10(mean square of the signal / mean square of the noise), both over the same window, before
  /// the sum is rounded to 16 bits.
  ///
  /// - Parameter fill: writes the noise, at any level, as many samples as the chunk has.
  /// - Returns: why nothing was added, or `nil`.
  static func add(
    to clip: inout Clip, snrDB: Double, over window: NoiseWindow,
    _ fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows -> Skip? {
    guard let range = window.range(in: clip) else { return .unknownWindow }
    let signal = clip.samples.withUnsafeBufferPointer { SignalPower.meanSquare($0, in: range) }
    guard signal > 0 else { return .silence }
    return try withUnsafeTemporaryAllocation(of: Float.self, capacity: clip.samples.count) { noise in
      noise.initialize(repeating: 0)
      try fill(noise)
      let power = SignalPower.meanSquare(UnsafeBufferPointer(noise), in: range)
      guard power > 0 else { return Skip("what was to be added is silent there: an SNR is undefined") }
      let factor = (signal / power / Decibels.power(snrDB)).squareRoot()
      guard factor.isFinite, factor < 1e9 else { return Skip("what was to be added is all but silent there") }
      clip.samples.withUnsafeMutableBufferPointer {
        Mixing.add(UnsafeBufferPointer(noise), times: Float(factor), to: $0)
      }
      return nil
    }
  }
}
