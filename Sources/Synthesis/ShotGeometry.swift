#if canImport(Glibc)
  import Glibc
#endif

/// Where the gun and the sensor stand to each other.
///
/// The bullet flies level, straight and at its muzzle speed until it hits the target: a simplification that
/// moves arrivals by a few milliseconds, and none of them past another.
package struct ShotGeometry: Equatable, Sendable {
  /// Metres from the muzzle to the sensor, along the ground.
  package var distance: Double
  /// Degrees between the line of fire and the line to the sensor: 0 where the shooter aims at it.
  package var angle: Double
  /// Metres from the muzzle to where the bullet stops.
  package var target: Double
  /// Metres of the muzzle above the ground.
  package var gunHeight: Double
  /// Metres of the sensor above the ground.
  package var sensorHeight: Double

  /// A gun and a sensor, in metres and degrees.
  package init(distance: Double, angle: Double, target: Double, gunHeight: Double, sensorHeight: Double) {
    self.distance = distance
    self.angle = angle
    self.target = target
    self.gunHeight = gunHeight
    self.sensorHeight = sensorHeight
  }

  /// Metres along the line of fire from the muzzle to the point nearest to the sensor; negative: behind.
  package var along: Double { distance * cos(angle * .pi / 180) }
  /// Metres of that point from the sensor, at least half a metre.
  package var miss: Double { max(0.5, distance * abs(sin(angle * .pi / 180))) }

  /// Metres of the straight path.
  package var directPath: Double { hypot(distance, gunHeight - sensorHeight) }
  /// Metres of the path that the ground reflects, by the image of the gun below it.
  package var groundPath: Double { hypot(distance, gunHeight + sensorHeight) }

  /// Seconds from the muzzle blast to its arrival.
  package func blastDelay(speedOfSound: Double) -> Double { directPath / speedOfSound }

  /// Seconds from firing to the arrival of the bullet's crack; `nil` where none reaches the sensor.
  ///
  /// The crack leaves the bullet's path at the angle acos(1 / M) and is heard at x / v + b · √(M² − 1) / (M · c)
  /// by who stands between the first such ray, at the muzzle, and the last, at the target (Maher 2007).
  package func shockDelay(bulletSpeed: Double, speedOfSound: Double) -> Double? {
    let mach = bulletSpeed / speedOfSound
    guard mach > 1.02 else { return nil }
    let slope = (mach * mach - 1).squareRoot()
    let origin = along - miss / slope
    guard origin > 0, origin < target else { return nil }
    return along / bulletSpeed + miss * slope / (mach * speedOfSound)
  }

  /// How much weaker the blast is at this angle than beside the muzzle, as a factor of amplitude.
  ///
  /// A cardioid of 12 dB between front and back, the order that Beck, Nakasone and Marr (2011) found.
  package var directivity: Double {
    let forward = (1 + cos(angle * .pi / 180)) / 2
    return 0.5 + 1.5 * forward * forward
  }
}
