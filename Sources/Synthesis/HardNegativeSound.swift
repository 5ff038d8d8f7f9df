import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension HardNegative {
  /// The sound of one source of this kind with a peak about 1.
  func elements(_ draw: inout KeyedGenerator) -> [SoundElement] {
    switch self {
    case .hammering: struck(200...4500, modes: 4, decay: 4e-3...35e-3, contact: 0.2e-3...0.6e-3, &draw)
    case .plank: struck(120...1100, modes: 5, decay: 8e-3...30e-3, contact: 0.4e-3...1.2e-3, &draw)
    case .jackhammer: struck(90...1800, modes: 5, decay: 5e-3...25e-3, contact: 0.3e-3...1e-3, &draw)
    case .doorSlam: slammed(45...190, latch: 1200...3000, decay: 35e-3...110e-3, &draw)
    case .carDoor: slammed(70...420, latch: 600...1800, decay: 15e-3...50e-3, &draw)
    case .clap, .applause: clapped(&draw)
    case .firework: exploded(&draw)
    case .balloon: burst(&draw)
    case .nailGun: shotByAir(&draw)
    case .exhaust: misfired(&draw)
    case .bark: barked(&draw)
    }
  }

  /// A body struck: a few of its vibrations, and the noise of the contact.
  private func struck(
    _ frequencies: ClosedRange<Double>, modes: Int, decay: ClosedRange<Double>, contact: ClosedRange<Double>,
    _ draw: inout KeyedGenerator
  ) -> [SoundElement] {
    let attack = draw.number(in: contact)
    let ringing = (0..<modes).map { _ in
      let frequency = draw.logarithmic(in: frequencies)
      // Higher vibrations die sooner.
      let life = draw.number(in: decay) * (frequencies.lowerBound / frequency).squareRoot() * 1.6
      return SoundElement(
        .mode(frequency: frequency, decay: life, attack: attack), amplitude: draw.number(in: 0.2...0.7))
    }
    let noise = SoundElement.Shape.noise(
      low: frequencies.lowerBound, high: frequencies.upperBound * 1.5, attack: attack,
      decay: draw.number(in: 1.5e-3...12e-3))
    return ringing + [SoundElement(noise, amplitude: draw.number(in: 0.05...0.3))]
  }

  /// A leaf that hits its frame, and its latch a moment later.
  private func slammed(
    _ frequencies: ClosedRange<Double>, latch: ClosedRange<Double>, decay: ClosedRange<Double>,
    _ draw: inout KeyedGenerator
  ) -> [SoundElement] {
    let thud = struck(frequencies, modes: 3, decay: decay, contact: 0.8e-3...3e-3, &draw)
    let thump = SoundElement.Shape.noise(
      low: 80, high: draw.number(in: 900...3500), attack: 0.8e-3, decay: draw.number(in: 6e-3...30e-3))
    let click = SoundElement(
      .mode(frequency: draw.number(in: latch), decay: 5e-3, attack: 0.2e-3),
      delay: draw.number(in: 4e-3...40e-3), amplitude: draw.number(in: 0.05...0.4))
    return thud + [SoundElement(thump, amplitude: draw.number(in: 0.2...0.7)), click]
  }

  /// Air pressed from between two palms.
  private func clapped(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let hollow = draw.number(in: 600...2000)
    return [
      SoundElement(
        .noise(
          low: 400, high: draw.number(in: 2500...6000), attack: 0.25e-3,
          decay: draw.number(in: 3e-3...11e-3)),
        amplitude: 0.4),
      SoundElement(
        .mode(frequency: hollow, decay: draw.number(in: 1.5e-3...5e-3), attack: 0.2e-3), amplitude: 0.5),
      SoundElement(.blast(positivePhase: 0.2 / hollow, rise: 60e-6), amplitude: draw.number(in: 0...0.5)),
    ]
  }

  /// A shell: sometimes a whistle first, the report, sometimes crackling stars.
  private func exploded(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let whistles = draw.chance(0.2)
    let wait = whistles ? draw.number(in: 0.3...0.8) : 0
    let start = draw.number(in: 900...3000)
    let whistle = SoundElement(
      .glide(from: start, to: start * draw.number(in: 0.6...1.8), duration: max(0.1, wait), harmonics: 2),
      amplitude: 0.08)
    let report = [
      SoundElement(
        .blast(positivePhase: draw.logarithmic(in: 0.7e-3...3e-3), rise: draw.number(in: 30e-6...90e-6)),
        delay: wait, amplitude: 1),
      SoundElement(
        .noise(low: 100, high: 3500, attack: 0.5e-3, decay: draw.number(in: 6e-3...35e-3)), delay: wait,
        amplitude: draw.number(in: 0.03...0.25)),
    ]
    let stars = draw.chance(0.3) ? draw.integer(in: 8...30) : 0
    let crackle = (0..<stars).map { _ in
      SoundElement(
        .blast(positivePhase: draw.number(in: 0.08e-3...0.25e-3), rise: 30e-6),
        delay: wait + draw.number(in: 0.1...0.8), amplitude: draw.number(in: 0.05...0.3))
    }
    return (whistles ? [whistle] : []) + report + crackle
  }

  /// A balloon: an N-wave as long as sound takes through it (D. T. Deihl and F. R. Carlson: N waves from bursting
  /// balloons, Am. J. Phys. 36, 1968).
  private func burst(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let diameter = draw.number(in: 0.12...0.36)
    return [
      SoundElement(.shock(duration: diameter / 343, rise: draw.number(in: 30e-6...120e-6)), amplitude: 1),
      SoundElement(
        .noise(low: 800, high: 7000, attack: 0.2e-3, decay: 3e-3), amplitude: draw.number(in: 0.05...0.3)),
    ]
  }

  /// A pneumatic tool: the piston, the nail in the wood, the exhaust.
  private func shotByAir(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let wood = struck(150...2500, modes: 3, decay: 4e-3...16e-3, contact: 0.2e-3...0.5e-3, &draw)
    let piston = SoundElement(
      .blast(positivePhase: draw.number(in: 0.3e-3...0.8e-3), rise: 80e-6),
      amplitude: draw.number(in: 0.1...0.5))
    let exhaust = SoundElement(
      .noise(low: 900, high: 8000, attack: 4e-3, decay: draw.number(in: 15e-3...50e-3)), delay: 5e-3,
      amplitude: draw.number(in: 0.05...0.3))
    return wood + [piston, exhaust]
  }

  /// A charge that burns in the exhaust pipe, which rings.
  private func misfired(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let pipe = draw.number(in: 70...260)
    return [
      SoundElement(
        .blast(positivePhase: draw.logarithmic(in: 0.8e-3...4e-3), rise: draw.number(in: 0.2e-3...0.9e-3)),
        amplitude: 0.8),
      SoundElement(
        .mode(frequency: pipe, decay: draw.number(in: 8e-3...30e-3), attack: 0.5e-3),
        amplitude: draw.number(in: 0.3...0.9)),
      SoundElement(
        .noise(low: 80, high: 2500, attack: 0.5e-3, decay: draw.number(in: 4e-3...14e-3)),
        amplitude: draw.number(in: 0.1...0.4)),
    ]
  }

  /// A dog: a short voiced glide with breath.
  private func barked(_ draw: inout KeyedGenerator) -> [SoundElement] {
    let pitch = draw.logarithmic(in: 220...800)
    let length = draw.number(in: 0.08...0.2)
    return [
      SoundElement(
        .glide(from: pitch, to: pitch * draw.number(in: 0.6...1.1), duration: length, harmonics: 6),
        amplitude: 0.6),
      SoundElement(
        .noise(low: 500, high: 4000, attack: 10e-3, decay: length / 4),
        amplitude: draw.number(in: 0.05...0.25)),
    ]
  }
}

extension KeyedGenerator {
  /// A number in `range`, above 0, uniform by its logarithm.
  mutating func logarithmic(in range: ClosedRange<Double>) -> Double {
    range.lowerBound * pow(range.upperBound / range.lowerBound, unit())
  }
}
