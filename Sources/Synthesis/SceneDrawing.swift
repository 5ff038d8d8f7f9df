import Basis

/// Draws the plan of one recording.
struct SceneDrawing {
  /// Takes of a site before the next dozen of sites begins.
  static let takes = 4

  let parameters: SceneParameters
  let sites: SiteDrawing
  private let root: RandomKey

  init(parameters: SceneParameters, seed: UInt64) {
    self.parameters = parameters
    sites = SiteDrawing(parameters: parameters, seed: seed)
    root = RandomKey(seed: seed).adding("scene")
  }

  /// The recording of a number from 0: take after take through a dozen of sites, then the next dozen.
  func plan(_ index: Int) -> ScenePlan {
    let (dozen, place) = index.quotientAndRemainder(dividingBy: SiteDrawing.block * SceneDrawing.takes)
    let (take, number) = place.quotientAndRemainder(dividingBy: SiteDrawing.block)
    let site = sites.site(dozen * SiteDrawing.block + number)
    return plan(site: site, take: take, kind: kind(number + take))
  }

  /// Every second scene has shots, unless all or none are to have some.
  private func kind(_ number: Int) -> SceneKind {
    if parameters.setting == .surroundings { return .environment }
    return parameters.onlyShots || number % 2 == 0 ? .guns : .environment
  }

  private func plan(site: Site, take: Int, kind: SceneKind) -> ScenePlan {
    let path = Path(site.name).appending("take-0\(take + 1).wav")
    let key = root.adding(path.bytes)
    var generator = key.generator()
    let length = Int(generator.logarithmic(in: 2...60) * 100) * 160
    let firing =
      kind == .guns ? GunDrawing(site: site, parameters: parameters, length: length, key: key) : nil
    let shots = firing?.shots() ?? Shots(sources: [], onsets: [], ignored: [])
    let others = NegativeDrawing(site: site, length: length, key: key)
    let negatives =
      parameters.setting == .range ? [] : kind == .guns ? others.besides(shots) : others.alone()
    return ScenePlan(
      path: path, kind: kind, length: length, onsets: shots.onsets, ignored: shots.ignored, site: site,
      sources: shots.sources + negatives, levels: levels(kind, &generator), key: key)
  }

  /// Levels for which loudness alone does not tell chunks with a shot from chunks without: most of what lies
  /// between the events of a scene is quieter than they are, so scenes without shots are louder as a whole.
  private func levels(_ kind: SceneKind, _ generator: inout KeyedGenerator) -> SceneLevels {
    let isClipped = generator.chance(parameters.clippedShare)
    let ceiling = isClipped ? generator.number(in: -6 ... -0.1) : -0.1
    let overdrive = generator.number(in: 4...18)
    let peak = generator.number(in: kind == .guns ? -17 ... -3 : -9 ... -0.5)
    return SceneLevels(
      peak: isClipped ? ceiling + overdrive : peak, snr: generator.number(in: parameters.snrDB),
      ceiling: ceiling, quiet: generator.number(in: -36 ... -14), isClipped: isClipped)
  }
}
