import Augmentation
import Basis
import Testing

@Suite("Mix-up")
struct MixUpTests {
  private static let facts = ClipFacts(onset: 100, label: "GUN")

  @Test("samples are share · chunk + (1 - share) · partner, labels have the same shares, and these add to 1")
  func mixture() throws {
    let materials = MadeMaterials()
    for (seed, item) in DrawnClips.cases(200).enumerated() {
      let mix = MixUp.drawn(["share": .range(0...1)], Self.facts, materials, seed: seed).value
      var clip = item.clip
      #expect(try mix.apply(to: &clip, materials) == nil)
      let partner = materials.samples(ofPartner: mix.partner)
      for index in stride(from: 0, to: 4096, by: 37) {
        let expected = mix.share * Double(item.clip.samples[index]) + (1 - mix.share) * Double(partner[index])
        #expect(abs(Double(clip.samples[index]) - expected) < 1e-6)
      }
      #expect(abs(clip.labels.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      let own = clip.labels.first { $0.label == "GUN" }?.share ?? 0
      #expect(abs(own - (mix.partnerLabel == "GUN" ? 1 : mix.share)) < 1e-12)
    }
  }

  @Test("mixed again and again the shares still add to 1, and each label stands once")
  func again() throws {
    let step = RecipeStep(.transform(MixUp.self, Settings()))
    let recipe = Recipe(name: "thrice", steps: [step, step, step])
    for seed in 0..<100 {
      let drawn = recipe.draw(Self.facts, MadeMaterials(), key: RandomKey(seed: UInt64(seed)))
      var clip = Clip(samples: Measured.sine(500), onset: 100, label: "GUN")
      let done = try drawn.apply(to: &clip, MadeMaterials())
      #expect(abs(clip.labels.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(Set(clip.labels.map(\.label)).count == clip.labels.count)
      #expect(done.labels == (clip.labels.count > 1 ? clip.labels : []))
    }
  }

  @Test("the manifest keeps the other parent, its label and the label vector")
  func kept() throws {
    let drawn = Recipe.of(MixUp.self, ["partners": .text("other"), "share": .range(0.75...0.75)])
      .draw(Self.facts, MadeMaterials(), key: RandomKey(seed: 3))
    var clip = Clip(samples: Measured.sine(500), onset: 100, label: "GUN")
    let read = try DrawnCopy(text: drawn.apply(to: &clip, MadeMaterials()).text, name: "manifest.csv")
    #expect(read.labels == [LabelShare(label: "GUN", share: 0.75), LabelShare(label: "ENV", share: 0.25)])
    let mix = try #require(read.steps[0].transform as? MixUp)
    #expect(mix.partner == "ENV/1.wav" || mix.partner == "ENV/2.wav")
    #expect(mix.partnerLabel == "ENV")
  }

  @Test("partners are those of any, of other labels, or of the same")
  func partners() {
    for seed in 0..<200 {
      let materials = MadeMaterials()
      let other = MixUp.drawn(["partners": .text("other")], Self.facts, materials, seed: seed)
      #expect(other.skipped == nil && other.value.partnerLabel == "ENV")
      let same = MixUp.drawn(["partners": .text("same")], Self.facts, materials, seed: seed)
      #expect(same.skipped == nil && same.value.partnerLabel == "GUN")
    }
    let any = (0..<600).map { MixUp.drawn(Self.facts, MadeMaterials(), seed: $0).value.partner }
    for index in 0..<3 { #expect((150...250).contains(any.count { $0 == Path("ENV/\(index).wav") })) }
  }

  @Test("without a partner that fits the chunk stays as it is, and that is said")
  func alone() {
    #expect(MixUp.drawn(Self.facts, seed: 1).skipped != nil)
    let lonely = ClipFacts(label: "OWL")
    #expect(MixUp.drawn(["partners": .text("same")], lonely, MadeMaterials(), seed: 1).skipped != nil)
  }
}
