import Augmentation
import Basis
import Testing

@Suite("Time shift")
struct TimeShiftTests {
  private static func drawn(_ facts: ClipFacts, seed: UInt64, samples: ClosedRange<Double> = -2048...2048)
    -> DrawnStep
  {
    let recipe = Recipe(
      name: "shift",
      steps: [RecipeStep(.transform(TimeShift.self, Settings(["samples": .range(samples)])))])
    return recipe.draw(facts, NoMaterials(), key: RandomKey(seed: seed)).steps[0]
  }

  @Test("with the recording at hand a shifted chunk is the recording's own window, its onset moved along")
  func window() throws {
    let recording = (0..<20_000).map { Float($0) / 32_768 }
    for seed in 0..<200 {
      var generator = RandomKey(seed: UInt64(seed)).generator()
      let start = generator.integer(in: 0...15_000)
      let onset = generator.integer(in: 0...3900)
      let facts = ClipFacts(
        onset: onset, neighbours: .init(before: start, behind: 20_000 - start - 4096))
      let step = Self.drawn(facts, seed: UInt64(seed), samples: -5000...5000)
      let shift = try #require(step.transform as? TimeShift)
      var clip = Clip(samples: Array(recording[start..<start + 4096]), onset: onset)
      let skip = try shift.apply(to: &clip, MadeMaterials(recording: recording, start: start))
      #expect(skip == nil)
      let moved = start - shift.samples
      #expect(moved >= 0 && moved + 4096 <= 20_000)
      #expect(clip.samples == Array(recording[moved..<moved + 4096]))
      #expect(clip.onset == onset + shift.samples)
      #expect((0..<4096 - 160).contains(clip.onset ?? -1))
    }
  }

  @Test("without it silence fills in, and nothing rolls over")
  func silence() throws {
    var clip = Clip(samples: (1...4096).map { Float($0) / 8192 }, onset: 2000)
    let before = clip.samples
    var shift = TimeShift()
    shift.samples = 100
    _ = try shift.apply(to: &clip, NoMaterials())
    #expect(clip.samples == [Float](repeating: 0, count: 100) + before.dropLast(100))
    shift.samples = -300
    _ = try shift.apply(to: &clip, NoMaterials())
    #expect(clip.samples.suffix(300).allSatisfy { $0 == 0 } && clip.onset == 1800)
  }

  @Test("a chunk without a shot is never moved on to one, background stays 4096 before and 8192 behind it")
  func negatives() throws {
    for seed in 0..<300 {
      var generator = RandomKey(seed: 77).adding(seed).generator()
      let ahead = 4096 + 4096 + generator.integer(in: 0...3000)
      let behind = -8192 - generator.integer(in: 0...3000)
      let facts = ClipFacts(
        nearby: [behind, ahead], isPositive: false, neighbours: .init(before: 20_000, behind: 20_000))
      let step = Self.drawn(facts, seed: UInt64(seed), samples: -6000...6000)
      let shift = try #require(step.transform as? TimeShift)
      #expect(ahead + shift.samples >= 8192)
      #expect(behind + shift.samples <= -8192)
    }
  }

  @Test("a shot whose onset nobody knows is not moved, unless that is asked for")
  func unknown() {
    let facts = ClipFacts(isPositive: true)
    #expect(Self.drawn(facts, seed: 1).skipped == .unknownOnset)
    let recipe = Recipe(
      name: "shift",
      steps: [RecipeStep(.transform(TimeShift.self, Settings(["keep_onset": .flag(false)])))])
    #expect(recipe.draw(facts, NoMaterials(), key: RandomKey(seed: 1)).steps[0].skipped == nil)
  }

  @Test("after a transform that changes the sound nothing of the recording fits on any more")
  func order() throws {
    let facts = ClipFacts(onset: 1000, neighbours: .init(before: 5000, behind: 5000))
    let steps = [Gain.self, TimeShift.self].map {
      RecipeStep(.transform($0 as any Transform.Type, Settings()))
    }
    let drawn = Recipe(name: "order", steps: steps).draw(facts, NoMaterials(), key: RandomKey(seed: 4))
    #expect((drawn.steps[1].transform as? TimeShift)?.fill == .silence)
    let other = Recipe(name: "order", steps: steps.reversed()).draw(
      facts, NoMaterials(), key: RandomKey(seed: 4))
    #expect((other.steps[0].transform as? TimeShift)?.fill == .recording)
  }

  @Test(
    "shots that come in with the recording are tagged, those that leave are not; without it nothing comes in")
  func arrivals() throws {
    for seed in 0..<400 {
      var generator = RandomKey(seed: 9).adding(seed).generator()
      let nearby = Array(Set((0..<8).map { _ in generator.integer(in: -5000...9000) } + [2000])).sorted()
      let atHand = seed % 2 == 0
      let neighbours = atHand ? ClipFacts.Neighbours(before: 9000, behind: 9000) : nil
      let facts = ClipFacts(onset: 2000, nearby: nearby, neighbours: neighbours)
      let recipe = Recipe(
        name: "twice",
        steps: [(-1900)...1900, -1900...1900].map {
          RecipeStep(
            .transform(TimeShift.self, Settings(["samples": .range($0), "keep_onset": .flag(false)])))
        })
      let drawn = recipe.draw(facts, NoMaterials(), key: RandomKey(seed: UInt64(seed)))
      var clip = Clip(samples: [Float](repeating: 0.1, count: 4096), onset: 2000, onsets: nearby)
      let done = try drawn.apply(to: &clip, MadeMaterials())
      let shifts = done.steps.compactMap { $0.skipped == nil ? ($0.transform as? TimeShift)?.samples : 0 }
      // Sample by sample: a shot is there if its place was inside before, between and after, or is filled in.
      let expected = nearby.compactMap { onset -> Int? in
        let places = [onset, onset + shifts[0], onset + shifts[0] + shifts[1]]
        let isInside = places.map { (0..<4096).contains($0) }
        return (atHand ? isInside[2] : isInside.allSatisfy { $0 }) ? places[2] : nil
      }
      #expect(clip.onsets == expected, "\(done.text) of \(nearby)")
      #expect(drawn.moved(facts).onsets == expected)
    }
  }
}
