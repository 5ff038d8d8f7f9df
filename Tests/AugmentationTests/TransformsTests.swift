import Augmentation
import Basis
import Files
import Testing

@Suite("All transforms")
struct TransformsTests {
  /// A recipe of one step with all defaults; folders are named where they have to be.
  static func recipe(_ type: any Transform.Type) -> Recipe {
    var settings = Settings()
    for description in type.descriptions where description.standard == nil && description.isSettable {
      settings[description.name] = .text("sounds")
    }
    return Recipe(name: "one", steps: [RecipeStep(.transform(type, settings))])
  }

  @Test(
    "each draws the same for the same key, and another change for another",
    arguments: Transforms.all.map { $0.name })
  func keyed(name: String) throws {
    let type = try #require(Transforms.named(name))
    let recipe = Self.recipe(type)
    let facts = ClipFacts(onset: 1000)
    func draw(_ seed: UInt64) -> DrawnCopy { recipe.draw(facts, MadeMaterials(), key: RandomKey(seed: seed)) }
    #expect(draw(1) == draw(1))
    let isRandom = type.descriptions.contains { description in
      if case .range(_, let standard, _) = description.kind {
        return standard.lowerBound < standard.upperBound
      }
      return false
    }
    if isRandom { #expect((2..<12).contains { draw($0) != draw(1) }) }
  }

  @Test(
    "what was drawn comes back from a manifest's text, and does the same",
    arguments: Transforms.all.map { $0.name })
  func kept(name: String) throws {
    let type = try #require(Transforms.named(name))
    let recipe = Self.recipe(type)
    for (number, item) in DrawnClips.cases(12).enumerated() {
      let drawn = recipe.draw(item.facts, MadeMaterials(), key: RandomKey(seed: UInt64(number)))
      var clip = item.clip
      let done = try drawn.apply(to: &clip, MadeMaterials())
      let read = try DrawnCopy(text: done.text, name: "manifest.csv")
      #expect(read == done)
      #expect(!done.text.contains("\n"))
      var again = item.clip
      #expect(try read.apply(to: &again, MadeMaterials()) == done)
      #expect(again == clip)
    }
  }

  @Test(
    "on anything the result is finite, within full scale, as long as before, without drift, and its onset is inside",
    arguments: Transforms.waveform.map { $0.name })
  func sound(name: String) throws {
    let type = try #require(Transforms.named(name))
    let recipe = Self.recipe(type)
    for (number, item) in DrawnClips.cases(60, seed: 3).enumerated() {
      let drawn = recipe.draw(item.facts, MadeMaterials(), key: RandomKey(seed: UInt64(number)))
      var clip = item.clip
      let done = try drawn.apply(to: &clip, MadeMaterials())
      #expect(clip.samples.count == item.clip.samples.count, "\(item)")
      #expect(clip.samples.allSatisfy { $0.isFinite && abs($0) <= 1 }, "\(item): \(done.text)")
      #expect(
        abs(Self.mean(clip.samples)) <= abs(Self.mean(item.clip.samples)) * 4 + 0.01, "\(item): \(done.text)")
      if item.clip.onset != nil {
        #expect(clip.onset.map { (0..<clip.samples.count).contains($0) } ?? false, "\(item): \(done.text)")
        #expect(drawn.moved(item.facts).onset == clip.onset, "\(item): \(done.text)")
      }
      if item.name.hasPrefix("silence"), !clip.samples.allSatisfy({ $0 == 0 }) {
        #expect(done.steps.allSatisfy { $0.skipped == nil } && name == "mix_up", "\(item): \(done.text)")
      }
    }
  }

  @Test("images keep their size and stay finite", arguments: Transforms.image.map { $0.name })
  func images(name: String) throws {
    let type = try #require(Transforms.named(name))
    let recipe = Self.recipe(type)
    for seed in 0..<40 {
      let size = [(32, 33), (64, 65), (1, 1), (8, 100)][seed % 4]
      let image = DrawnImages.image(nMels: size.0, frames: size.1, seed: UInt64(seed), onset: nil)
      let drawn = recipe.draw(ClipFacts(onset: 1000), NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      var changed = image
      drawn.apply(to: &changed)
      #expect(changed.values.count == image.values.count)
      #expect(changed.values.allSatisfy { $0.isFinite })
    }
  }

  @Test("names and parameters are written alike, and defaults lie within what is allowed")
  func tables() {
    #expect(Set(Transforms.all.map { $0.name }).count == Transforms.all.count)
    for type in Transforms.all {
      for text in [type.name] + type.descriptions.map(\.name) {
        #expect(text.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(text)")
      }
      for line in [type.summary] + type.descriptions.map(\.help) {
        #expect(line.first?.isUppercase == true && !line.hasSuffix("."), "\(line)")
      }
      #expect(!type.about.isEmpty)
      #expect(Set(type.descriptions.map(\.name)).count == type.descriptions.count)
      for description in type.descriptions {
        guard case .range(let allowed, let standard, _) = description.kind else { continue }
        #expect(allowed.contains(standard.lowerBound) && allowed.contains(standard.upperBound))
      }
      let page = TransformPage.markdown(type)
      for description in type.descriptions { #expect(page.contains("`\(description.name)`")) }
    }
  }

  private static func mean(_ samples: [Float]) -> Double {
    samples.reduce(0.0) { $0 + Double($1) } / Double(max(1, samples.count))
  }
}
