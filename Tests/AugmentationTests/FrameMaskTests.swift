import Augmentation
import Basis
import Testing

@Suite("Frame masks")
struct FrameMaskTests {
  @Test("frame masks leave the onset visible, and cover no more than they may")
  func frames() throws {
    for seed in 0..<500 {
      let mask = try DrawnImages.drawn(
        FrameMask.self,
        ["count": .range(2...2), "frames": .range(0...20), "most_covered": .range(0.5...0.5)],
        seed: seed)
      var image = DrawnImages.image(onset: 8...12)
      mask.apply(to: &image)
      let frames = DrawnImages.changed(DrawnImages.image(), image).frames
      #expect(frames.isDisjoint(with: 8...12))
      #expect(frames.count <= 16)
    }
  }

  @Test("told not to spare it, a mask may cover the onset; told to, an unknown onset is no place for it")
  func unspared() throws {
    let covers = try (0..<200).contains { seed in
      let mask = try DrawnImages.drawn(
        FrameMask.self, ["frames": .range(6...6), "spare_onset": .flag(false)], seed: seed, onset: nil)
      var image = DrawnImages.image(onset: 8...12)
      mask.apply(to: &image)
      return !DrawnImages.changed(DrawnImages.image(), image).frames.isDisjoint(with: 8...12)
    }
    #expect(covers)
    let recipe = Recipe(name: "mask", steps: [RecipeStep(.transform(FrameMask.self, Settings()))])
    let drawn = recipe.draw(ClipFacts(isPositive: true), NoMaterials(), key: RandomKey(seed: 1))
    #expect(drawn.steps[0].skipped == .unknownOnset)
  }
}
