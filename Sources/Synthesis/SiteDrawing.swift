import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Draws sites a dozen at a time, so that few of them already differ in everything that matters.
struct SiteDrawing {
  /// Sites that share out rates, terrains, backgrounds and loud reflections among them.
  static let block = 12

  let parameters: SceneParameters
  private let root: RandomKey

  init(parameters: SceneParameters, seed: UInt64) {
    self.parameters = parameters
    root = RandomKey(seed: seed)
  }

  /// The name of a site by its number from 0: `site-01`, `site-02`, ….
  static func name(_ index: Int) -> String { "site-" + (index < 9 ? "0" : "") + String(index + 1) }

  /// The site of a number from 0.
  func site(_ index: Int) -> Site {
    let name = SiteDrawing.name(index)
    var generator = root.adding("site").adding(name).generator()
    let terrain = dealt(Terrain.allCases, "terrain", index)
    let sensor = self.sensor(index, &generator)
    let acoustics = terrain.acoustics
    let isLoud = dealt(loudness, "loud echo", index)
    let echoes = self.echoes(acoustics, isLoud: isLoud, &generator)
    return Site(
      name: name, terrain: terrain, sensor: sensor, air: .drawn(&generator), echoes: echoes,
      reverberation: reverberation(acoustics, name, &generator),
      obstruction: isLoud ? generator.number(in: 2500...6000) : nil,
      background: dealt(BackgroundKind.allCases, "background", index), distances: acoustics.distances,
      groundReflection: generator.number(in: 0.25...0.85))
  }

  private var loudness: [Bool] {
    let count = Int((parameters.loudEchoShare * Double(SiteDrawing.block)).rounded())
    return (0..<SiteDrawing.block).map { $0 < count }
  }

  /// The value of a site when its block of a dozen shares out `values` evenly, in a drawn order.
  private func dealt<Value>(_ values: [Value], _ what: String, _ index: Int) -> Value {
    let (round, place) = index.quotientAndRemainder(dividingBy: SiteDrawing.block)
    var generator = root.adding("deal").adding(what).adding(round).generator()
    var hand = (0..<SiteDrawing.block).map { values[$0 % values.count] }
    generator.shuffle(&hand)
    return hand[place]
  }

  private func sensor(_ index: Int, _ generator: inout KeyedGenerator) -> Sensor {
    let rate = dealt(parameters.usableRates, "rate", index)
    let stereo = dealt([false, true, false, false], "channels", index)
    let ceiling = Double(rate) * 0.45
    return Sensor(
      sampleRate: rate, channels: rate > 12_000 && stereo ? 2 : 1,
      highPass: generator.number(in: 15...90),
      lowPass: min(ceiling, 4000 * pow(4, generator.unit())), noise: generator.number(in: -84 ... -62),
      isSoft: generator.chance(0.3), spacing: generator.number(in: 0.00005...0.0006))
  }

  private func echoes(_ acoustics: Terrain.Acoustics, isLoud: Bool, _ generator: inout KeyedGenerator)
    -> [Echo]
  {
    let ratio = acoustics.delays.upperBound / acoustics.delays.lowerBound
    var echoes = (0..<generator.integer(in: acoustics.echoes)).map { _ in
      let place = generator.unit()
      // Later reflections have gone further and touched more.
      let level = generator.number(in: acoustics.levels) - 6 * place
      return Echo(
        delay: acoustics.delays.lowerBound * pow(ratio, place), level: level,
        cutoff: 6000 * pow(0.2, place * generator.unit()))
    }
    if isLoud {
      echoes.removeLast(echoes.count == 8 ? 1 : 0)
      echoes.append(
        Echo(
          delay: generator.number(in: 0.08...0.3), level: generator.number(in: 3...10),
          cutoff: generator.number(in: 2500...7000)))
    }
    return echoes.sorted { $0.delay < $1.delay }
  }

  private func reverberation(
    _ acoustics: Terrain.Acoustics, _ name: String, _ generator: inout KeyedGenerator
  ) -> Reverberation {
    Reverberation(
      decayTime: generator.number(in: acoustics.decayTime), level: generator.number(in: acoustics.tail),
      predelay: acoustics.paths.lowerBound * generator.number(in: 0.1...1), paths: acoustics.paths,
      cutoff: generator.number(in: 1500...6000), key: root.adding("tail").adding(name))
  }
}
