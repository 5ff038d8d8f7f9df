import Basis
import Synthesis
import Testing

@Suite("Planned collections")
struct ScenesTests {
  @Test("the same seed gives the same plan, another seed another")
  func seeds() {
    #expect(Scenes.plan(minutes: 5, seed: 1) == Scenes.plan(minutes: 5, seed: 1))
    #expect(Scenes.plan(minutes: 5, seed: 1) != Scenes.plan(minutes: 5, seed: 2))
  }

  @Test("more minutes keep what was there and add to it")
  func extends() {
    let short = Scenes.plan(minutes: 3, seed: 7)
    let long = Scenes.plan(minutes: 40, seed: 7)
    #expect(long.count > short.count)
    #expect(Array(long.prefix(short.count)) == short)
    #expect(Set(long.map(\.path)).count == long.count)
  }

  @Test("a collection lasts as long as asked for, less than one recording more")
  func minutes() {
    for minutes in [0.01, 1, 12.5] {
      let plans = Scenes.plan(minutes: minutes)
      let seconds = plans.reduce(0) { $0 + $1.seconds }
      #expect(seconds >= minutes * 60)
      #expect(seconds - (plans.last?.seconds ?? 0) < minutes * 60)
      #expect(plans.allSatisfy { (2...60).contains($0.seconds) })
    }
  }

  @Test("nothing that is asked for traps", arguments: [0, -1, Double.nan, -Double.infinity])
  func nothing(minutes: Double) {
    #expect(Scenes.plan(minutes: minutes).isEmpty)
    let odd = SceneParameters(
      loudEchoShare: minutes, sampleRates: [0, -5, 7, 8001], fastestBurst: minutes, unresolvedShare: minutes,
      clippedShare: minutes)
    #expect(Scenes.plan(minutes: 0.2, parameters: odd).allSatisfy { $0.sampleRate == 16_000 })
  }

  @Test("a dozen sites share out rates, grounds, backgrounds and loud echoes")
  func variety() {
    let plans = Scenes.plan(minutes: 20, seed: 3)
    let first = Array(plans.prefix(12))
    #expect(Set(first.map(\.group)).count == 12)
    #expect(Set(first.map(\.sampleRate)) == [12_000, 16_000, 44_100, 48_000])
    #expect(Set(first.map(\.site.terrain)).count == Terrain.allCases.count)
    #expect(Set(first.map(\.site.background)).count == BackgroundKind.allCases.count)
    #expect(first.filter(\.site.hasLoudEcho).count == 4)
    #expect(Set(plans.map(\.channels)) == [1, 2])
    #expect(plans.contains { $0.levels.isClipped })
  }

  @Test("loud echoes are 3 to 10 dB over the direct sound, 80 to 300 ms after it")
  func loudEchoes() {
    let plans = Scenes.plan(
      minutes: 60, seed: 4, parameters: SceneParameters(loudEchoShare: 1, onlyShots: true))
    #expect(plans.allSatisfy { $0.kind == .guns })
    for site in plans.map(\.site) {
      let loud = site.echoes.filter { $0.level > 0 }
      #expect(loud.count == 1)
      #expect(loud.allSatisfy { (3...10).contains($0.level) && (0.08...0.3).contains($0.delay) })
    }
  }

  @Test("the takes of one site share its sensor and echoes, and half of them have no shots")
  func sites() {
    let plans = Scenes.plan(minutes: 30, seed: 5)
    for group in Set(plans.map(\.group)) {
      let takes = plans.filter { $0.group == group }
      #expect(takes.allSatisfy { $0.site == takes[0].site && $0.path.folder == Path(group) })
    }
    for plan in plans where plan.kind == .environment {
      #expect(plan.onsets.isEmpty && plan.ignored.isEmpty && !plan.sources.contains { $0.isGun })
    }
  }

  @Test("a range has one gun, single shots at least 0.35 s apart, nothing else that bangs and nothing cut")
  func range() {
    let plans = Scenes.plan(minutes: 40, seed: 6, parameters: SceneParameters(setting: .range))
    #expect(plans.allSatisfy { $0.kind == .guns && $0.ignored.isEmpty })
    #expect(plans.allSatisfy { $0.sources.count <= 1 && $0.sources.allSatisfy(\.isGun) })
    let gaps = plans.flatMap { zip($0.onsets, $0.onsets.dropFirst()).map { $1 - $0 } }
    #expect(gaps.count > 1000 && gaps.allSatisfy { $0 >= 5590 })
    let sites = Dictionary(plans.map { ($0.group, $0.site.hasLoudEcho) }) { first, _ in first }
    #expect(abs(Double(sites.values.count { $0 }) / Double(sites.count) - 1.0 / 3) < 0.1)
  }
}
