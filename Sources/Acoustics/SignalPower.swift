import CAcoustics

/// How strong samples are; every sum is taken in an order that does not depend on the processor.
///
/// Samples must be finite: what is not spreads into the result.
package enum SignalPower {
  /// The sum of the squares; 0 for no samples.
  package static func sumOfSquares(_ samples: UnsafeBufferPointer<Float>) -> Double {
    guard let first = samples.baseAddress else { return 0 }
    return acoustics_sum_of_squares(first, samples.count)
  }

  /// The mean of the squares; 0 for no samples.
  package static func meanSquare(_ samples: UnsafeBufferPointer<Float>) -> Double {
    samples.isEmpty ? 0 : sumOfSquares(samples) / Double(samples.count)
  }

  /// The mean of the squares over a window, of which only what lies inside the samples is looked at; 0 where nothing does.
  package static func meanSquare(_ samples: UnsafeBufferPointer<Float>, in window: Range<Int>) -> Double {
    meanSquare(UnsafeBufferPointer(rebasing: samples[window.clamped(to: 0..<samples.count)]))
  }

  /// The root of the mean of the squares; 0 for no samples.
  package static func rootMeanSquare(_ samples: UnsafeBufferPointer<Float>) -> Double {
    meanSquare(samples).squareRoot()
  }

  /// The mean of the samples, which is their offset from zero; 0 for no samples.
  package static func mean(_ samples: UnsafeBufferPointer<Float>) -> Double {
    guard let first = samples.baseAddress, !samples.isEmpty else { return 0 }
    return acoustics_sum(first, samples.count) / Double(samples.count)
  }

  /// The largest magnitude; 0 for no samples.
  package static func peak(_ samples: UnsafeBufferPointer<Float>) -> Float {
    guard let first = samples.baseAddress else { return 0 }
    return acoustics_peak(first, samples.count)
  }
}
