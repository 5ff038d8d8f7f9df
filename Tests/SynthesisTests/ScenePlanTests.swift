import Basis
import Synthesis
import Testing

@Suite("The truth about a scene")
struct ScenePlanTests {
  static let plans = Scenes.plan(minutes: 150, seed: 11)

  @Test("onsets ascend, lie in the recording, outside ignored stretches, and at most 20 a second")
  func onsets() {
    for plan in Self.plans {
      #expect(plan.onsets.allSatisfy { (0...plan.length - 4000).contains($0) })
      #expect(zip(plan.onsets, plan.onsets.dropFirst()).allSatisfy { $1 - $0 >= 720 })
      for onset in plan.onsets {
        #expect(!plan.ignored.contains { ($0.start..<$0.end).contains(onset) })
      }
      #expect(plan.reviewed == [SceneSpan(start: 0, end: plan.length, note: "listened")])
    }
    #expect(Self.plans.filter { $0.kind == .guns }.allSatisfy { !$0.sources.isEmpty })
  }

  @Test("every round is marked or lies in an ignored stretch")
  func rounds() {
    for plan in Self.plans {
      let rounds = plan.sources.filter { $0.isGun }.flatMap { $0.events.map(\.onset) }
      let unmarked = Set(rounds).subtracting(plan.onsets)
      for round in unmarked where round >= 0 {
        #expect(plan.ignored.contains { ($0.start..<$0.end).contains(round) })
      }
      if unmarked.contains(where: { $0 < 0 }) { #expect(plan.ignored.first?.note == "cut") }
      #expect(Set(plan.onsets).isSubset(of: rounds))
    }
  }

  @Test("bursts of 600 to 1200 a minute, and blurred ones with their rate as the reason")
  func bursts() {
    let gaps = Self.plans.flatMap { zip($0.onsets, $0.onsets.dropFirst()).map { $1 - $0 } }
    let burst = gaps.filter { $0 < 1640 }
    #expect(burst.count > 500)
    #expect((burst.min() ?? 0) < 840)
    let notes = Self.plans.flatMap { $0.ignored.map(\.note) }
    #expect(notes.contains("cut"))
    #expect(notes.contains { $0.hasPrefix("burst 1") && $0.hasSuffix("/s") })
    #expect(
      Self.plans.allSatisfy { plan in plan.ignored.allSatisfy { $0.start >= 0 && $0.end <= plan.length } })
  }

  @Test("hard negatives of every kind, none within 150 ms of a round")
  func negatives() {
    var kinds: Set<String> = []
    for plan in Self.plans {
      for source in plan.sources where !source.isGun {
        kinds.insert(source.name)
        for event in source.events {
          #expect(!plan.onsets.contains { abs($0 - event.onset) < 2400 })
        }
      }
    }
    #expect(kinds == Set(HardNegative.allCases.map(\.rawValue)))
  }

  @Test("cracks come first where they are heard, at most 150 ms before the blast")
  func cracks() {
    var cracks = 0
    for source in Self.plans.flatMap({ $0.sources }) where source.isGun {
      #expect(source.elements.first?.delay == 0)
      guard case .shock? = source.elements.first?.shape else { continue }
      cracks += 1
      let blast = source.elements.first { if case .blast = $0.shape { true } else { false } }
      #expect((0...0.1501).contains(blast?.delay ?? -1))
    }
    #expect(cracks > 20)
  }
}
