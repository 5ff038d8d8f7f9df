import Augmentation
import Basis
import Testing

@Suite("Drawing from a recipe")
struct PreparedRecipeTests {
  private static let facts = ClipFacts(onset: 1000, label: "GUN")

  private static func step(
    _ type: any Transform.Type, _ settings: [String: Setting] = [:], _ probability: Double = 1
  )
    -> RecipeStep
  {
    RecipeStep(.transform(type, Settings(settings)), probability: probability)
  }

  private static func names(_ steps: [RecipeStep], seed: Int) -> [String] {
    PreparedRecipe(Recipe(name: "drawn", steps: steps))
      .draw(facts, MadeMaterials(), key: RandomKey(seed: UInt64(seed))).steps.map {
        type(of: $0.transform).name
      }
  }

  @Test("a step is done as often as its probability says", arguments: [0, 0.1, 0.5, 0.9, 1])
  func probability(_ probability: Double) {
    let done = (0..<4000).count { !Self.names([Self.step(Gain.self, [:], probability)], seed: $0).isEmpty }
    // Five standard deviations.
    let slack = 5 * (probability * (1 - probability) / 4000).squareRoot()
    #expect(abs(Double(done) / 4000 - probability) <= slack)
  }

  @Test("one of several is taken by weight, and always one")
  func weights() {
    let choices = [(1.0, Gain.self as any Transform.Type), (2, Polarity.self), (5, LowPass.self)].map {
      RecipeStep.Choice(weight: $0.0, step: Self.step($0.1))
    }
    var counts: [String: Int] = [:]
    for seed in 0..<8000 {
      let names = Self.names([RecipeStep(.oneOf(choices))], seed: seed)
      #expect(names.count == 1)
      counts[names.first ?? "", default: 0] += 1
    }
    for (name, weight) in [("gain", 1.0), ("polarity", 2), ("low_pass", 5)] {
      let expected = weight / 8
      let slack = 5 * (expected * (1 - expected) / 8000).squareRoot()
      #expect(abs(Double(counts[name] ?? 0) / 8000 - expected) < slack, "\(counts)")
    }
  }

  @Test("a chosen step has its own probability besides, and so has the choice")
  func nested() {
    let choices = [Gain.self as any Transform.Type, Polarity.self].map {
      RecipeStep.Choice(step: Self.step($0, [:], 0.5))
    }
    let done = (0..<4000).count {
      !Self.names([RecipeStep(.oneOf(choices), probability: 0.6)], seed: $0).isEmpty
    }
    #expect(abs(Double(done) / 4000 - 0.3) < 0.037)
  }

  @Test("a sequence is done in its order, as a whole or not at all")
  func sequence() {
    let sequence = RecipeStep(
      .sequence([Self.step(Gain.self), Self.step(Polarity.self), Self.step(LowPass.self)]), probability: 0.5)
    var whole = 0
    for seed in 0..<1000 {
      let names = Self.names([sequence, Self.step(Level.self)], seed: seed)
      if names == ["gain", "polarity", "low_pass", "level"] {
        whole += 1
      } else {
        #expect(names == ["level"])
      }
    }
    #expect((420...580).contains(whole))
  }

  @Test("what is drawn for a parameter does not depend on what is said about the others")
  func independence() {
    for seed in 0..<200 {
      func center(_ settings: [String: Setting]) -> BandPass {
        BandPass.drawn(settings, Self.facts, seed: seed).value
      }
      let plain = center([:])
      #expect(center(["order": .range(1...8)]).centerHz == plain.centerHz)
      #expect(center(["bandwidth": .range(1...1)]).centerHz == plain.centerHz)
      #expect(center(["center_hz": .range(500...500)]).bandwidth == plain.bandwidth)
    }
  }

  @Test("two parameters of a step, and the same one of two steps, are drawn independently")
  func correlation() {
    let shelves = (0..<2000).map { LowShelf.drawn(Self.facts, seed: $0).value }
    #expect(abs(Self.correlation(shelves.map(\.gainDB), shelves.map { $0.frequencyHz.squareRoot() })) < 0.11)
    let recipe = PreparedRecipe(Recipe(name: "two", steps: [Self.step(Gain.self), Self.step(Gain.self)]))
    let pairs = (0..<2000).map { seed in
      recipe.draw(Self.facts, NoMaterials(), key: RandomKey(seed: UInt64(seed))).steps
        .compactMap { ($0.transform as? Gain)?.gainDB }
    }
    #expect(abs(Self.correlation(pairs.map { $0[0] }, pairs.map { $0[1] })) < 0.11)
  }

  @Test("whether a step is done says nothing about what is drawn in it, nor about the next step")
  func unconditional() {
    var gains: [Double] = []
    for seed in 0..<2000 {
      let copy = Recipe(name: "p", steps: [Self.step(Gain.self, ["gain_db": .range(0...1)], 0.3)])
        .draw(Self.facts, NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      gains += copy.steps.compactMap { ($0.transform as? Gain)?.gainDB }
    }
    #expect(abs(gains.reduce(0, +) / Double(gains.count) - 0.5) < 0.06)
    var both = 0
    for seed in 0..<4000
    where Self.names([Self.step(Gain.self, [:], 0.5), Self.step(Polarity.self, [:], 0.5)], seed: seed).count
      == 2
    {
      both += 1
    }
    #expect(abs(Double(both) / 4000 - 0.25) < 0.035)
  }

  @Test("logarithmic parameters are drawn alike in every octave, whole ones alike on every number")
  func distributions() {
    let filters = (0..<3000).map { seed in
      LowPass.drawn(["cutoff_hz": .range(100...6400), "order": .range(1...6)], Self.facts, seed: seed).value
    }
    for octave in 0..<6 {
      let range = 100 * Double(1 << octave)..<100 * Double(2 << octave)
      #expect((400...600).contains(filters.count { range.contains($0.cutoffHz) }))
    }
    for order in 1...6 { #expect((400...600).contains(filters.count { $0.order == order })) }
  }

  @Test("preparing changes nothing: a recipe drawn at once gives the same")
  func prepared() {
    let recipe = Recipe(name: "all", steps: Transforms.all.map { Self.step($0, ["from": .text("x")], 0.7) })
    let prepared = PreparedRecipe(recipe)
    for seed in 0..<50 {
      let key = RandomKey(seed: UInt64(seed))
      let copy = prepared.draw(Self.facts, MadeMaterials(), key: key)
      #expect(copy == recipe.draw(Self.facts, MadeMaterials(), key: key))
      #expect(copy.steps.count < Transforms.all.count && !copy.steps.isEmpty)
    }
  }

  @Test("a step is drawn for where the steps before it have moved the onset")
  func moved() throws {
    let shift = Self.step(TimeShift.self, ["samples": .range(700...700)])
    let mask = Self.step(TimeMask.self, ["samples": .range(1000...1000)])
    for seed in 0..<200 {
      let copy = Recipe(name: "moved", steps: [shift, mask])
        .draw(Self.facts, NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      let drawn = try #require(copy.steps[1].transform as? TimeMask)
      #expect(!(1700 - 160..<1700 + 800).overlaps(drawn.start..<drawn.start + 1000))
    }
  }

  private static func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(left.count)
    let (meanLeft, meanRight) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    let product = zip(left, right).reduce(0) { $0 + ($1.0 - meanLeft) * ($1.1 - meanRight) }
    let squares = (
      left.reduce(0) { $0 + ($1 - meanLeft) * ($1 - meanLeft) },
      right.reduce(0) { $0 + ($1 - meanRight) * ($1 - meanRight) }
    )
    return product / (squares.0 * squares.1).squareRoot()
  }
}
