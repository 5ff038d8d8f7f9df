import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Draws recordings of shooting ranges by city sensors: one shot, two or three in a row, the last often weak.
struct RangeDrawing {
  /// Takes of a sensor before the next range begins.
  static let takes = 4

  let parameters: SceneParameters
  private let root: RandomKey

  init(parameters: SceneParameters, seed: UInt64) {
    self.parameters = parameters
    root = RandomKey(seed: seed).adding("range")
  }

  /// The recording of a number from 0: all takes of a sensor, sensor after sensor, range after range.
  func plan(_ index: Int) -> ScenePlan {
    let (sensor, take) = index.quotientAndRemainder(dividingBy: RangeDrawing.takes)
    let (range, number) = sensor.quotientAndRemainder(dividingBy: RangePlace.sensors)
    let place = RangePlace(loudShare: parameters.loudEchoShare, key: root.adding(range))
    return plan(
      site: site(place, range: range, sensor: number), distance: place.distance(toSensor: number), take)
  }

  private static func number(_ index: Int) -> String { (index < 9 ? "0" : "") + String(index + 1) }

  private func site(_ place: RangePlace, range: Int, sensor index: Int) -> Site {
    let name = "range-\(RangeDrawing.number(range))-sensor-\(index + 1)"
    var generator = root.adding("site").adding(name).generator()
    var shared = root.adding(range).adding("air").generator()
    let air = Atmosphere.drawn(&shared)
    let rates = parameters.usableRates
    // City sensors record at 12 kHz; half of the others do, too.
    let rate = rates.contains(12_000) && index % 2 == 0 ? 12_000 : rates[generator.below(rates.count)]
    let distance = place.distance(toSensor: index)
    return Site(
      name: name, terrain: .field,
      sensor: Sensor(
        sampleRate: rate, channels: 1, highPass: generator.number(in: 30...200),
        lowPass: min(Double(rate) * 0.45, generator.logarithmic(in: 3500...12_000)),
        noise: generator.number(in: -84 ... -62), isSoft: generator.chance(0.2), spacing: 0.0001),
      air: air, echoes: place.echoes(atSensor: index, speedOfSound: air.speedOfSound, &generator),
      reverberation: Reverberation(
        decayTime: generator.number(in: 0.4...1.8), level: generator.number(in: -16 ... -1),
        predelay: generator.number(in: 0.004...0.06), paths: 0.03...0.13,
        cutoff: generator.number(in: 1200...5000), key: root.adding("tail").adding(name)),
      obstruction: place.isHidden[index] ? generator.logarithmic(in: 1500...6000) : nil,
      background: BackgroundKind.allCases[generator.below(BackgroundKind.allCases.count)],
      distances: distance...distance, groundReflection: generator.number(in: 0.25...0.85))
  }

  private func plan(site: Site, distance: Double, _ take: Int) -> ScenePlan {
    let path = Path(site.name).appending("take-\(RangeDrawing.number(take)).wav")
    let key = root.adding(path.bytes)
    var generator = key.generator()
    let length = generator.integer(in: 600...1100) * 160
    let onsets = shots(length, &generator)
    var source = source(site, distance: distance)
    source.events = events(onsets, key: key, &generator)
    let isClipped = generator.chance(parameters.clippedShare)
    let ceiling = isClipped ? generator.number(in: -6 ... -0.1) : -0.1
    let levels = SceneLevels(
      peak: isClipped ? ceiling + generator.number(in: 1...10) : generator.number(in: -34 ... -2),
      snr: generator.number(in: 5...30), ceiling: ceiling, quiet: -40, isClipped: isClipped)
    return ScenePlan(
      path: path, kind: .guns, length: length, onsets: onsets, ignored: [], site: site, sources: [source],
      levels: levels, key: key)
  }

  /// The same gun for all takes of a sensor.
  private func source(_ site: Site, distance: Double) -> SoundSource {
    var draw = root.adding("gun").adding(site.name).generator()
    let firearm = Firearm.catalogue[draw.below(Firearm.catalogue.count)]
    let geometry = ShotGeometry(
      distance: distance, angle: draw.number(in: 0...180), target: draw.logarithmic(in: 8...50),
      gunHeight: draw.number(in: 0.8...1.7), sensorHeight: draw.logarithmic(in: 3...12))
    var sound = GunSound(
      firearm: firearm, geometry: geometry, air: site.air, groundReflection: site.groundReflection,
      turbulence: draw.logarithmic(in: 0.15...0.45), turbulenceDecay: draw.logarithmic(in: 0.01...0.05),
      bolt: 0)
    while let lead = sound.crackLead, lead > 0.03 { sound.geometry.angle += 10 }
    return SoundSource(
      name: firearm.name, isGun: true, elements: sound.elements,
      cutoff: site.air.cutoff(overMetres: distance), azimuth: 0, events: [])
  }

  /// One shot in a third of the takes, else two or three, 0.35 to 1.3 s apart.
  private func shots(_ length: Int, _ generator: inout KeyedGenerator) -> [Int] {
    let number = generator.unit()
    let count = number < 0.34 ? 1 : number < 0.48 ? 2 : 3
    let pace = generator.logarithmic(in: 0.38...1.2)
    var time = generator.number(in: 1.1...Double(length) / Double(Sampling.rate) - 4.5)
    return (0..<count).map { _ in
      defer { time += pace * generator.number(in: 0.92...1.08) }
      return Int(time * Double(Sampling.rate))
    }
  }

  /// Shots differ by a dB or so; the third is often weak: aimed elsewhere, or a charge that burned badly.
  private func events(_ onsets: [Int], key: RandomKey, _ generator: inout KeyedGenerator) -> [SoundEvent] {
    let isWeak = onsets.count == 3 && generator.chance(0.4)
    return onsets.enumerated().map { place, onset in
      let weakness = isWeak && place == 2 ? generator.number(in: 3...9) : 0
      return SoundEvent(
        onset: onset, gain: generator.number(in: -1.2...1.2) - weakness, key: key.adding(onset))
    }
  }
}
