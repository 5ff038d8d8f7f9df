import Basis

/// The guns of a scene and the truth about their rounds.
struct Shots: Equatable {
  var sources: [SoundSource]
  /// The marked ones, ascending.
  var onsets: [Int]
  var ignored: [SceneSpan]
}

/// Draws who fires what from where in one recording.
struct GunDrawing {
  let site: Site
  let parameters: SceneParameters
  let length: Int
  let key: RandomKey

  /// Samples at 16 kHz that two marked rounds are apart at least: the shortest period of a burst, less its wobble.
  static let separation = 720
  /// Samples at 16 kHz that a marked round is before the recording's end at least.
  static let margin = 4800

  /// Seconds that a crack is ahead of its blast at most.
  static let longestLead = 0.15

  func shots() -> Shots {
    var generator = key.adding("guns").generator()
    let isRange = parameters.setting == .range
    let count = isRange ? 1 : [1, 1, 1, 2, 2, 3][generator.below(6)]
    let base = generator.logarithmic(in: site.distances)
    let isCut = !isRange && generator.chance(0.1)
    var shots = Shots(sources: [], onsets: [], ignored: [])
    if isCut { shots.ignored.append(SceneSpan(start: 0, end: min(length, 8000), note: "cut")) }
    let first = isCut ? 8200 : isRange ? min(8000, length / 4) : 800
    for gun in 0..<count {
      let own = key.adding("gun").adding(gun)
      var draw = own.generator()
      let distance = min(max(base * draw.logarithmic(in: 0.5...2), 2), 1200)
      fire(gun, distance: distance, from: first, key: own, &draw, &shots)
    }
    if isCut { addCut(to: &shots, &generator) }
    shots.onsets.sort()
    shots.ignored.sort { $0.start < $1.start }
    return shots
  }

  /// A round fired before the recording began, by the first gun.
  private func addCut(to shots: inout Shots, _ generator: inout KeyedGenerator) {
    guard !shots.sources.isEmpty else { return }
    let onset = -generator.integer(in: 40...1200)
    shots.sources[0].events.insert(SoundEvent(onset: onset, gain: 0, key: key.adding("cut")), at: 0)
  }

  private func fire(
    _ gun: Int, distance: Double, from first: Int, key: RandomKey, _ draw: inout KeyedGenerator,
    _ shots: inout Shots
  ) {
    let catalogue = draw.chance(0.4) ? Firearm.automatic : Firearm.catalogue
    let firearm = catalogue[draw.below(catalogue.count)]
    let sound = self.sound(firearm, distance: distance, &draw)
    var source = SoundSource(
      name: firearm.name, isGun: true, elements: sound.elements,
      cutoff: site.air.cutoff(overMetres: distance), azimuth: draw.number(in: -1...1), events: [])
    let sequence =
      parameters.setting == .range
      ? .singles : ShotSequence.drawn(automatic: firearm.roundsPerMinute != nil, &draw)
    let minute = draw.number(in: firearm.roundsPerMinute ?? 600...600)
    // Rounds blur where they come from far away and fast.
    let blurs = distance > 60 && minute > 780 && site.reverberation.level > -14
    let volleys = sequence.volleys(
      in: first..<max(first + 1, length - GunDrawing.margin), rate: min(parameters.fastestBurst, minute / 60),
      unresolvedShare: blurs ? min(1, parameters.unresolvedShare * 4) : 0, &draw)
    for volley in volleys where isFree(volley, shots) { add(volley, to: &source, &shots, key: key, &draw) }
    if !source.events.isEmpty { shots.sources.append(source) }
  }

  private func sound(_ firearm: Firearm, distance: Double, _ draw: inout KeyedGenerator) -> GunSound {
    let geometry = ShotGeometry(
      distance: distance, angle: draw.number(in: 0...180), target: draw.logarithmic(in: 15...400),
      gunHeight: draw.number(in: 0.4...1.7), sensorHeight: draw.logarithmic(in: 0.4...8))
    let roar = firearm.roundsPerMinute == nil ? 0.015...0.06 : 0.01...0.03
    var sound = GunSound(
      firearm: firearm, geometry: geometry, air: site.air, groundReflection: site.groundReflection,
      turbulence: draw.logarithmic(in: 0.15...0.45), turbulenceDecay: draw.logarithmic(in: roar),
      bolt: distance < 20 ? draw.logarithmic(in: 0.004...0.04) : 0)
    // A blast long after its crack would pass for a sound of its own: then the shooter turns further away.
    while let lead = sound.crackLead, lead > GunDrawing.longestLead { sound.geometry.angle += 10 }
    return sound
  }

  /// Whether a volley keeps away from the rounds and ignored stretches that are there.
  private func isFree(_ volley: Volley, _ shots: Shots) -> Bool {
    guard let first = volley.onsets.first, let last = volley.onsets.last else { return false }
    let ignored = shots.ignored.contains { first < $0.end + 800 && last + 2400 > $0.start }
    let clashes = volley.onsets.contains { onset in
      shots.onsets.contains { abs($0 - onset) < GunDrawing.separation }
    }
    let swallows = !volley.isResolved && shots.onsets.contains { (first - 800..<last + 3200).contains($0) }
    return !ignored && !clashes && !swallows
  }

  private func add(
    _ volley: Volley, to source: inout SoundSource, _ shots: inout Shots, key: RandomKey,
    _ draw: inout KeyedGenerator
  ) {
    source.events += volley.onsets.map { onset in
      SoundEvent(onset: onset, gain: draw.number(in: -1...1), key: key.adding(onset))
    }
    if volley.isResolved {
      shots.onsets += volley.onsets
    } else if let first = volley.onsets.first, let last = volley.onsets.last {
      let rate = Int((volley.rate ?? 0).rounded())
      shots.ignored.append(
        SceneSpan(start: max(0, first - 160), end: min(length, last + 2400), note: "burst \(rate)/s"))
    }
  }
}
