import Augmentation
import Basis
import Testing

@Suite("Masks of the log-mel image")
struct MaskTests {
  private static func drawn<Kind: ImageTransform>(
    _ type: Kind.Type, _ settings: [String: Setting], seed: Int, onset: Int? = 1000
  ) throws -> Kind {
    let recipe = Recipe(name: "mask", steps: [RecipeStep(.transform(type, Settings(settings)))])
    let drawn = recipe.draw(
      ClipFacts(onset: onset, isPositive: true), NoMaterials(), key: RandomKey(seed: UInt64(seed)))
    return try #require(drawn.steps[0].transform as? Kind)
  }

  private static func changed(_ before: LogMelImage, _ after: LogMelImage) -> (
    bands: Set<Int>, frames: Set<Int>
  ) {
    let cells = before.values.indices.filter { before.values[$0] != after.values[$0] }
    return (Set(cells.map { $0 / before.frames }), Set(cells.map { $0 % before.frames }))
  }

  @Test("a frequency mask covers as many neighbouring bands as were drawn, every width as often")
  func bands() throws {
    var widths = [Int](repeating: 0, count: 11)
    for seed in 0..<2200 {
      let mask = try Self.drawn(FrequencyMask.self, ["bands": .range(0...10)], seed: seed)
      var image = DrawnClips.image()
      mask.apply(to: &image)
      let bands = Self.changed(DrawnClips.image(), image).bands
      #expect(bands.isEmpty || bands.count == (bands.max() ?? 0) - (bands.min() ?? 0) + 1)
      widths[min(10, bands.count)] += 1
    }
    #expect(widths.allSatisfy { (140...260).contains($0) }, "\(widths)")
  }

  @Test("frame masks leave the onset visible, and cover no more than they may")
  func frames() throws {
    for seed in 0..<500 {
      let mask = try Self.drawn(
        FrameMask.self,
        ["count": .range(2...2), "frames": .range(0...20), "most_covered": .range(0.5...0.5)],
        seed: seed)
      var image = DrawnClips.image(onset: 8...12)
      mask.apply(to: &image)
      let frames = Self.changed(DrawnClips.image(), image).frames
      #expect(frames.isDisjoint(with: 8...12))
      #expect(frames.count <= 16)
    }
  }

  @Test("told not to spare it, a mask may cover the onset; told to, an unknown onset is no place for it")
  func unspared() throws {
    let covers = try (0..<200).contains { seed in
      let mask = try Self.drawn(
        FrameMask.self, ["frames": .range(6...6), "spare_onset": .flag(false)], seed: seed, onset: nil)
      var image = DrawnClips.image(onset: 8...12)
      mask.apply(to: &image)
      return !Self.changed(DrawnClips.image(), image).frames.isDisjoint(with: 8...12)
    }
    #expect(covers)
    let recipe = Recipe(name: "mask", steps: [RecipeStep(.transform(FrameMask.self, Settings()))])
    let drawn = recipe.draw(ClipFacts(isPositive: true), NoMaterials(), key: RandomKey(seed: 1))
    #expect(drawn.steps[0].skipped == .unknownOnset)
  }

  @Test(
    "what comes into covered cells is the least, the mean, the median or silence",
    arguments: MaskFill.allCases)
  func fills(fill: MaskFill) {
    var mask = FrequencyMask()
    (mask.starts, mask.widths, mask.fill) = ([0], [0.25], fill)
    var image = LogMelImage(values: [1, 2, 3, 4, 5, 6, 7, 20], nMels: 4, frames: 2)
    mask.apply(to: &image)
    let expected: Float = [.minimum: 1, .mean: 6, .median: 4.5, .silence: -100][fill] ?? .nan
    #expect(image.values == [expected, expected, 3, 4, 5, 6, 7, 20])
  }

  @Test("a time warp moves the drawn point, keeps both ends, and bends linearly in between")
  func warp() {
    var warp = TimeWarp()
    (warp.from, warp.by) = (10.0 / 33, 4.0 / 33)
    var image = LogMelImage(values: (0..<33).map { Float($0) }, nMels: 1, frames: 33)
    warp.apply(to: &image)
    #expect(image.values[0] == 0 && image.values[32] == 32)
    #expect(abs(image.values[14] - 10) < 1e-4)
    #expect(abs(image.values[7] - 5) < 1e-4)
    #expect(abs(image.values[23] - 21) < 1e-4)
  }

  @Test("a mask behind a time warp spares the onset where the warp has moved it")
  func warpedOnset() throws {
    for seed in 0..<300 {
      // Brightest at the onset, which the warp carries along.
      var image = LogMelImage(
        values: (0..<33).map { Float(-abs($0 - 10)) }, nMels: 1, frames: 33, onset: 10...10)
      let warp = try Self.drawn(TimeWarp.self, ["frames": .range(6...6)], seed: seed)
      warp.apply(to: &image)
      let brightest = try #require(image.values.indices.max { image.values[$0] < image.values[$1] })
      #expect(
        image.onset?.contains(brightest) == true, "\(warp): \(brightest) outside \(image.onset ?? 0...0)")
      #expect((image.onset?.count ?? 9) <= 2)
      let before = image.values[brightest]
      let mask = try Self.drawn(
        FrameMask.self, ["count": .range(4...4), "frames": .range(8...12)], seed: seed)
      mask.apply(to: &image)
      #expect(image.values[brightest] == before)
    }
  }

  @Test("bands and frames are turned down where the original project did so")
  func gains() {
    var bands = BandGain()
    (bands.bands, bands.gains) = ([-1, -2], [-6, -3])
    var image = LogMelImage(values: [Float](repeating: 0, count: 32 * 33), nMels: 32, frames: 33)
    bands.apply(to: &image)
    #expect(image.values[31 * 33] == -6 && image.values[30 * 33 + 32] == -3 && image.values[29 * 33] == 0)
    var frames = FrameGain()
    (frames.offsets, frames.gains, frames.from) = ([0, 1, 2], [-12, -24, -12], 5.0 / 33)
    frames.apply(to: &image)
    #expect((4...8).map { image.values[$0] } == [0, -12, -24, -12, 0])
    var level = BandLevel()
    (level.bands, level.levelDB) = ([3], -24)
    level.apply(to: &image)
    #expect((0..<33).allSatisfy { image.values[3 * 33 + $0] == -24 })
    var noise = ImageNoise()
    (noise.least, noise.most, noise.seed) = (0.66, 0.99, 8)
    var loud = LogMelImage(values: [Float](repeating: -50, count: 1056), nMels: 32, frames: 33)
    noise.apply(to: &loud)
    #expect(loud.values.allSatisfy { (-49.5 ... -33).contains($0) } && Set(loud.values).count > 1000)
  }
}
