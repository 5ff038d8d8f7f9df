import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// What one round of a gun sounds like at a sensor: blast, crack, their reflections off the ground, gas, bolt.
package struct GunSound: Equatable, Sendable {
  package var firearm: Firearm
  package var geometry: ShotGeometry
  package var air: Atmosphere
  /// The share of a wave's pressure that the ground sends back, 0 to 1.
  package var groundReflection: Double
  /// The effective pressure of the gas's turbulence behind the blast, relative to the blast's peak.
  package var turbulence: Double
  /// Seconds in which the turbulence falls to 1/e.
  package var turbulenceDecay: Double
  /// The clack of the bolt, relative to the blast's peak; 0 where it is too far away to be heard.
  package var bolt: Double

  /// A round of this gun, heard from there.
  package init(
    firearm: Firearm, geometry: ShotGeometry, air: Atmosphere, groundReflection: Double, turbulence: Double,
    turbulenceDecay: Double, bolt: Double
  ) {
    self.firearm = firearm
    self.geometry = geometry
    self.air = air
    self.groundReflection = groundReflection
    self.turbulence = turbulence
    self.turbulenceDecay = turbulenceDecay
    self.bolt = bolt
  }

  /// The components in order of arrival, the earliest at delay 0.
  package var elements: [SoundElement] {
    let blast = blastElements()
    guard let crack = crackElements() else { return settled(blast) }
    return settled(crack + blast)
  }

  /// Seconds by which the crack arrives before the blast; `nil` where none arrives.
  package var crackLead: Double? {
    geometry.shockDelay(bulletSpeed: firearm.bulletSpeed, speedOfSound: air.speedOfSound)
      .map { geometry.blastDelay(speedOfSound: air.speedOfSound) - $0 }
  }

  private func settled(_ elements: [SoundElement]) -> [SoundElement] {
    let earliest = elements.map(\.delay).min() ?? 0
    return elements.map { SoundElement($0.shape, delay: $0.delay - earliest, amplitude: $0.amplitude) }
      .sorted { $0.delay < $1.delay }
  }

  /// Seconds of a front after so many metres: weak shocks thicken as they spread.
  private func rise(_ distance: Double) -> Double { 20e-6 * (1 + (distance / 50).squareRoot()) }

  private func blastElements() -> [SoundElement] {
    let (direct, ground) = (geometry.directPath, geometry.groundPath)
    let pressure = firearm.blast * geometry.directivity
    // A blast spreads a little longer with distance, and is longer behind the gun.
    let phase = firearm.positivePhase * (1 + 0.06 * log(max(1, direct))) * (1.2 - 0.2 * geometry.directivity)
    let shape = SoundElement.Shape.blast(positivePhase: phase, rise: rise(direct))
    let arrival = geometry.blastDelay(speedOfSound: air.speedOfSound)
    let peak = pressure / max(1, direct)
    return [
      SoundElement(shape, delay: arrival, amplitude: peak),
      SoundElement(
        shape, delay: ground / air.speedOfSound,
        amplitude: pressure / max(1, ground) * groundReflection),
      SoundElement(
        .noise(low: 150, high: 5000, attack: 0.4e-3, decay: turbulenceDecay), delay: arrival,
        amplitude: peak * turbulence),
    ] + boltElements(peak: peak, arrival: arrival)
  }

  /// The bolt opens some 20 ms after the shot and closes some 45 ms after it.
  private func boltElements(peak: Double, arrival: Double) -> [SoundElement] {
    guard bolt > 0 else { return [] }
    let opening = clack(delay: arrival + 0.021, frequency: 2300, amplitude: peak * bolt)
    let closing = clack(delay: arrival + 0.046, frequency: 3100, amplitude: peak * bolt * 1.4)
    return opening + closing
  }

  private func clack(delay: Double, frequency: Double, amplitude: Double) -> [SoundElement] {
    let ring = SoundElement.Shape.mode(frequency: frequency, decay: 3e-3, attack: 0.1e-3)
    let scrape = SoundElement.Shape.noise(low: 1500, high: 6000, attack: 0.2e-3, decay: 4e-3)
    return [
      SoundElement(ring, delay: delay, amplitude: amplitude),
      SoundElement(scrape, delay: delay, amplitude: amplitude * 0.5),
    ]
  }

  private func crackElements() -> [SoundElement]? {
    let sound = air.speedOfSound
    let mach = firearm.bulletSpeed / sound
    guard let delay = geometry.shockDelay(bulletSpeed: firearm.bulletSpeed, speedOfSound: sound) else {
      return nil
    }
    let miss = geometry.miss
    let bounced = hypot(miss, geometry.gunHeight + geometry.sensorHeight)
    let detour = (bounced - miss) * (mach * mach - 1).squareRoot() / (mach * sound)
    return [
      crack(mach, delay: delay, miss: miss, share: 1),
      crack(mach, delay: delay + detour, miss: bounced, share: groundReflection),
    ]
  }

  private func crack(_ mach: Double, delay: Double, miss: Double, share: Double) -> SoundElement {
    let (diameter, length) = (firearm.bulletDiameter, firearm.bulletLength)
    let duration = Whitham.duration(
      mach: mach, miss: miss, diameter: diameter, length: length, speedOfSound: air.speedOfSound)
    let peak = Whitham.peak(mach: mach, miss: miss, diameter: diameter, length: length)
    return SoundElement(
      .shock(duration: duration, rise: 10e-6 + 0.2e-6 * miss), delay: delay, amplitude: peak * share)
  }
}
