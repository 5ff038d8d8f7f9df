import Acoustics
import Basis

/// Runs a filter over a chunk.
enum Filtering {
  /// The chunk's rate in Hz.
  static let rate = Double(Sampling.rate)
  /// The highest frequency that filters are set to: a little below half the rate.
  static let highest = 7900.0

  /// Filters in place. The state begins at rest, so an onset is never answered before it comes.
  static func apply(_ cascade: BiquadCascade, to clip: inout Clip) {
    clip.samples.withUnsafeMutableBufferPointer { cascade.filter($0) }
  }
}
