#if canImport(Glibc)
  import Glibc
#endif

/// A pulse of pressure that is known as a formula, so that it can be sampled at any fractional position.
///
/// What a sample holds is the mean pressure over its own interval, not the value at one instant: that keeps
/// most of what lies above half the rate from folding back, and puts the rise between samples where it is.
/// The pulse's front takes `rise` seconds, beginning at time 0. Both are boxes, so the second integral of the
/// ideal pulse gives every sample exactly.
package protocol PressurePulse {
  /// The pulse's second integral from minus infinity to `time` seconds; 0 before 0.
  func secondIntegral(_ time: Double) -> Double
  /// Seconds after which nothing worth a sample is left.
  var extent: Double { get }
  /// Seconds that the front takes from nothing to its peak, above 0.
  var rise: Double { get }
}

extension PressurePulse {
  /// The mean over the sampling interval around `time`, in the unit of the pulse.
  @inline(__always)
  package func sample(at time: Double, interval: Double) -> Double {
    let (late, early) = (time + interval / 2, time - interval / 2)
    guard late > 0 else { return 0 }
    let sum =
      secondIntegral(late) - secondIntegral(early) - secondIntegral(late - rise)
      + secondIntegral(early - rise)
    return sum / (interval * rise)
  }

  /// Adds the pulse, `amplitude` times, to samples of which the first lies `start` seconds after its front
  /// (negative: before it).
  package func add(
    to samples: UnsafeMutableBufferPointer<Float>, start: Double, rate: Double, amplitude: Double
  ) {
    let interval = 1 / rate
    let first = max(0, Int((-start * rate - 1).rounded(.down)))
    let last = min(samples.count, Int(((extent - start) * rate).rounded(.up)))
    guard first < last else { return }
    for index in first..<last {
      let time = start + Double(index) * interval
      samples[index] += Float(amplitude * sample(at: time, interval: interval))
    }
  }
}
