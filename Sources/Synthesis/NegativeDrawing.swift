import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Draws what bangs in a recording and is no gun.
struct NegativeDrawing {
  let site: Site
  let length: Int
  let key: RandomKey

  /// Samples at 16 kHz by which hard negatives keep away from shots, so that the truth stays beyond doubt.
  static let distance = 2400

  /// For a recording without shots: up to three kinds, now and then nothing but background.
  func alone() -> [SoundSource] {
    var generator = key.adding("negatives").generator()
    guard !generator.chance(0.15) else { return [] }
    return (0..<generator.integer(in: 1...3)).flatMap { number in
      sources(number, in: 400..<max(401, length - 1600), strength: generator.number(in: -9...0))
    }
  }

  /// For a recording with shots: in a third of them one kind more, between the shots, weaker or louder.
  func besides(_ shots: Shots) -> [SoundSource] {
    var generator = key.adding("negatives").generator()
    let peak = shots.sources.flatMap { $0.elements.map(\.amplitude) }.max() ?? 1
    guard generator.chance(0.35) else { return [] }
    let strength = 20 * log10(peak) + generator.number(in: -14...5)
    return sources(0, in: 400..<max(401, length - 1600), strength: strength).compactMap { source in
      var source = source
      let busy = shots.sources.flatMap { $0.events.map(\.onset) }
      source.events.removeAll { event in
        busy.contains { abs($0 - event.onset) < NegativeDrawing.distance }
      }
      return source.events.isEmpty ? nil : source
    }
  }

  /// One kind: a single source, or several alike for a crowd's hands and a display's shells.
  private func sources(_ number: Int, in range: Range<Int>, strength: Double) -> [SoundSource] {
    var draw = key.adding("negative").adding(number).generator()
    let kind = HardNegative.allCases[draw.below(HardNegative.allCases.count)]
    let several = kind == .firework || kind == .applause ? draw.integer(in: 3...5) : 1
    let distance = draw.logarithmic(in: kind == .firework ? 40...500 : 2...60)
    let onsets = kind.rhythm.onsets(in: range, &draw)
    return (0..<several).map { member in
      let gain = strength + (several > 1 ? draw.number(in: -8...0) : 0)
      var elements = kind.elements(&draw)
      for index in elements.indices { elements[index].amplitude *= pow(10, gain / 20) }
      let events = stride(from: member, to: onsets.count, by: several).map { index in
        SoundEvent(
          onset: onsets[index], gain: draw.number(in: -4...2),
          key: key.adding("negative").adding(number).adding(onsets[index]))
      }
      return SoundSource(
        name: kind.rawValue, isGun: false, elements: elements,
        cutoff: site.air.cutoff(overMetres: distance * draw.number(in: 0.8...1.2)),
        azimuth: draw.number(in: -1...1), events: events)
    }.filter { !$0.events.isEmpty }
  }
}
