#if canImport(Glibc)
  import Glibc
#endif

/// The crack of a supersonic bullet: an N-wave, p(t) = 1 − 2t / T for 0 ≤ t ≤ T.
package struct ShockWave: PressurePulse, Equatable, Sendable {
  /// Seconds between its two fronts, T.
  package var duration: Double
  /// Seconds that each front takes.
  package var rise: Double

  /// An N-wave with these two durations in seconds.
  package init(duration: Double, rise: Double) {
    self.duration = duration
    self.rise = rise
  }

  package var extent: Double { duration + rise }

  /// t² / 2 − t³ / 3T up to T, and T² / 6 from there on.
  @inline(__always)
  package func secondIntegral(_ time: Double) -> Double {
    guard time > 0 else { return 0 }
    guard time < duration else { return duration * duration / 6 }
    return time * time * (0.5 - time / (3 * duration))
  }
}

/// Whitham's far field of a slender body of revolution (G. B. Whitham: The flow pattern of a supersonic
/// projectile, Comm. Pure Appl. Math. 5, 1952), in the form that R. Stoughton (Measurements of small-caliber
/// ballistic shock waves in air, J. Acoust. Soc. Am. 102, 1997) checked against rifle bullets.
package enum Whitham {
  /// Seconds between the fronts: 1.82 · d · M · b^¼ / (c · l^¼ · (M² − 1)^⅜).
  ///
  /// - Parameters:
  ///   - mach: the bullet's speed over that of sound, above 1.
  ///   - miss: the distance b of the path from the sensor in metres.
  ///   - diameter: d in metres.
  ///   - length: l in metres.
  package static func duration(
    mach: Double, miss: Double, diameter: Double, length: Double, speedOfSound: Double
  ) -> Double {
    1.82 * diameter * mach * pow(miss / length, 0.25) / (speedOfSound * pow(mach * mach - 1, 0.375))
  }

  /// Peak overpressure in Pa: 0.53 · p₀ · d · (M² − 1)^⅛ / (b^¾ · l^¼), with p₀ = 101325 Pa.
  package static func peak(mach: Double, miss: Double, diameter: Double, length: Double) -> Double {
    0.53 * 101_325 * diameter * pow(mach * mach - 1, 0.125) / (pow(miss, 0.75) * pow(length, 0.25))
  }
}
