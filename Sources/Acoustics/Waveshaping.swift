import CAcoustics

/// Changes that each sample undergoes by itself.
package enum Waveshaping {
  /// Rounds samples to so many bits, their sign included: to the nearest of 2^bits steps from -1 on, ties to even.
  package static func round(_ samples: UnsafeMutableBufferPointer<Float>, bits: Int) {
    guard let first = samples.baseAddress else { return }
    acoustics_round(first, Float(1 << (min(max(bits, 1), 24) - 1)), samples.count)
  }

  /// Holds samples within ±`ceiling`.
  package static func hold(_ samples: UnsafeMutableBufferPointer<Float>, ceiling: Float) {
    guard let first = samples.baseAddress else { return }
    acoustics_hold(first, ceiling, samples.count)
  }

  /// Bends samples: x / √(1 + x²) · `scale` with x = sample · `drive`.
  package static func bend(_ samples: UnsafeMutableBufferPointer<Float>, drive: Float, scale: Float) {
    guard let first = samples.baseAddress else { return }
    acoustics_bend(first, drive, scale, samples.count)
  }

  /// Any curve, as what it gives for each number of 16 bits; samples are rounded to these.
  package struct Curve: Sendable {
    private let table: [Float]

    /// - Parameter value: the curve, over -1 ..< 1.
    package init(_ value: (Double) -> Double) {
      table = (-32_768..<32_768).map { Float(value(Double($0) / 32_768)) }
    }

    /// Replaces samples by the curve's values.
    package func apply(to samples: UnsafeMutableBufferPointer<Float>) {
      guard let first = samples.baseAddress else { return }
      table.withUnsafeBufferPointer { table in
        if let table = table.baseAddress { acoustics_look_up(first, table, samples.count) }
      }
    }
  }
}
