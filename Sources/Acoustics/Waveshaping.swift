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
    /// The same, smaller: the number of the value for each magnitude, and up to 256 values. Empty where the curve is
    /// not odd, or has more.
    private let codes: [UInt8]
    private let values: [Float]

    /// - Parameter value: the curve, over -1 ..< 1.
    package init(_ value: (Double) -> Double) {
      table = (-32_768..<32_768).map { Float(value(Double($0) / 32_768)) }
      (codes, values) = Curve.codes(of: table) ?? ([], [])
    }

    /// Replaces samples by the curve's values.
    package func apply(to samples: UnsafeMutableBufferPointer<Float>) {
      guard let first = samples.baseAddress else { return }
      if codes.isEmpty {
        acoustics_look_up(first, table, samples.count)
      } else {
        acoustics_look_up_codes(first, codes, values, samples.count)
      }
    }

    /// The table as codes of magnitudes and their values, if it can be written so without changing a bit.
    private static func codes(of table: [Float]) -> (codes: [UInt8], values: [Float])? {
      var (codes, values) = ([UInt8](), [Float]())
      for magnitude in 0...32_768 {
        // The table begins at full scale, and ends one step below it.
        let value = magnitude == 0 ? table[32_768] : -table[32_768 - magnitude]
        let isOdd = magnitude == 32_768 || table[32_768 + magnitude].bitPattern == value.bitPattern
        if values.last?.bitPattern != value.bitPattern { values.append(value) }
        guard isOdd, value.sign == .plus, values.count <= 256 else { return nil }
        codes.append(UInt8(values.count - 1))
      }
      return (codes, values + [Float](repeating: 0, count: 256 - values.count))
    }
  }
}
