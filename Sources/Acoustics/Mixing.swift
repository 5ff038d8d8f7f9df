import CAcoustics

/// Sums of signals.
package enum Mixing {
  /// Adds `factor` times `samples` to `target`, as far as both reach.
  package static func add(
    _ samples: UnsafeBufferPointer<Float>, times factor: Float, to target: UnsafeMutableBufferPointer<Float>
  ) {
    guard let from = samples.baseAddress, let to = target.baseAddress else { return }
    acoustics_add_scaled(to, from, factor, min(samples.count, target.count))
  }

  /// Multiplies `samples` by `factor`.
  package static func scale(_ samples: UnsafeMutableBufferPointer<Float>, by factor: Float) {
    guard let first = samples.baseAddress else { return }
    acoustics_scale(first, factor, samples.count)
  }
}
