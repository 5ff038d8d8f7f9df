/// What a gun does to the air.
package struct Firearm: Equatable, Sendable {
  /// The calibre as people call it.
  package var name: String
  /// Peak pressure of the muzzle blast in Pa, 1 m beside the muzzle.
  package var blast: Double
  /// Seconds from the blast's front to its first zero.
  package var positivePhase: Double
  /// Metres a second at the muzzle.
  package var bulletSpeed: Double
  /// Metres.
  package var bulletDiameter: Double
  /// Metres.
  package var bulletLength: Double
  /// Rounds a minute when held down; `nil` where it fires one at a time.
  package var roundsPerMinute: ClosedRange<Double>?
}

extension Firearm {
  /// Usual calibres. Speeds and sizes are those that makers print; pressures and durations are of the order that
  /// R. C. Maher (Acoustical characterization of gunshots, IEEE SAFE 2007) and Beck, Nakasone and Marr (2011)
  /// measured: 150 to 165 dB at a metre.
  package static let catalogue: [Firearm] = [
    Firearm(
      name: ".22 LR pistol", blast: 700, positivePhase: 0.22e-3, bulletSpeed: 310, bulletDiameter: 5.7e-3,
      bulletLength: 12e-3),
    Firearm(
      name: "9 mm pistol", blast: 1400, positivePhase: 0.33e-3, bulletSpeed: 365, bulletDiameter: 9.0e-3,
      bulletLength: 15.5e-3),
    Firearm(
      name: ".45 pistol", blast: 1500, positivePhase: 0.40e-3, bulletSpeed: 260, bulletDiameter: 11.5e-3,
      bulletLength: 17e-3),
    Firearm(
      name: ".357 revolver", blast: 2400, positivePhase: 0.36e-3, bulletSpeed: 430, bulletDiameter: 9.1e-3,
      bulletLength: 16e-3),
    Firearm(
      name: "12 gauge shotgun", blast: 2200, positivePhase: 0.75e-3, bulletSpeed: 330, bulletDiameter: 18e-3,
      bulletLength: 25e-3),
    Firearm(
      name: "9 mm submachine gun", blast: 1300, positivePhase: 0.35e-3, bulletSpeed: 395,
      bulletDiameter: 9.0e-3,
      bulletLength: 15.5e-3, roundsPerMinute: 700...950),
    Firearm(
      name: "5.56 mm rifle", blast: 2600, positivePhase: 0.42e-3, bulletSpeed: 910, bulletDiameter: 5.7e-3,
      bulletLength: 23e-3, roundsPerMinute: 700...950),
    Firearm(
      name: "7.62 mm short rifle", blast: 2500, positivePhase: 0.50e-3, bulletSpeed: 715,
      bulletDiameter: 7.9e-3,
      bulletLength: 27e-3, roundsPerMinute: 600...650),
    Firearm(
      name: "7.62 mm hunting rifle", blast: 3600, positivePhase: 0.58e-3, bulletSpeed: 830,
      bulletDiameter: 7.8e-3,
      bulletLength: 29e-3),
    Firearm(
      name: "7.62 mm machine gun", blast: 3200, positivePhase: 0.55e-3, bulletSpeed: 820,
      bulletDiameter: 7.8e-3,
      bulletLength: 29e-3, roundsPerMinute: 900...1200),
  ]

  /// Those that can fire bursts.
  package static let automatic = catalogue.filter { $0.roundsPerMinute != nil }
}
