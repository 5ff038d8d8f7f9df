import Basis
import Synthesis
import Testing

@Suite("Synthesised ranges")
struct RangeDrawingTests {
  private static let plans = Scenes.plan(minutes: 30, seed: 3, parameters: SceneParameters(setting: .sensors))

  @Test("One sensor in three hears a reflection 3 to 10 dB louder than the shot, 80 to 300 ms after it")
  func loudReflections() {
    let sites = Dictionary(grouping: Self.plans, by: \.group).compactMapValues(\.first?.site)
    let whole = sites.count / RangePlace.sensors * RangePlace.sensors
    let names = sites.keys.sorted().prefix(whole)
    let loud = names.compactMap { sites[$0]?.echoes.filter { $0.level > 0 } }.filter { !$0.isEmpty }
    #expect(loud.count * 3 == whole)
    #expect(
      loud.joined().allSatisfy { (0.08...0.3).contains($0.delay) && (3.0...10.0).contains($0.level) })
  }

  @Test("Takes hold one to three shots, some of them one, and every second sensor records at 12 kHz")
  func shots() {
    #expect(Self.plans.allSatisfy { (1...3).contains($0.onsets.count) })
    #expect(Self.plans.contains { $0.onsets.count == 1 } && Self.plans.contains { $0.onsets.count == 3 })
    #expect(Self.plans.count { $0.sampleRate == 12_000 } * 2 >= Self.plans.count)
    for plan in Self.plans {
      #expect(plan.onsets == plan.onsets.sorted() && plan.onsets.allSatisfy { $0 < plan.length })
    }
  }

  @Test("Third shots are weak here and there, by up to 10 dB")
  func weakShots() {
    let gains = Self.plans.filter { $0.onsets.count == 3 }.flatMap(\.sources).map { source in
      source.events[2].gain - (source.events[0].gain + source.events[1].gain) / 2
    }
    #expect(gains.contains { $0 < -3 } && gains.contains { $0 > -3 } && gains.allSatisfy { $0 > -13 })
  }

  @Test("More minutes add recordings behind the same ones, another seed draws others")
  func keyed() {
    let parameters = SceneParameters(setting: .sensors)
    let more = Scenes.plan(minutes: 40, seed: 3, parameters: parameters)
    #expect(more.prefix(Self.plans.count) == Self.plans[...])
    #expect(Scenes.plan(minutes: 1, seed: 4, parameters: parameters)[0] != Self.plans[0])
  }

  @Test("Nothing sounds before the first shot but the background")
  func silenceBefore() throws {
    let plan = try #require(Self.plans.first)
    let rendering = SceneRendering(plan)
    let channel = rendering.events(withSite: true)[0]
    let first = rendering.lead + plan.onsets[0] * plan.sampleRate / Sampling.rate
    let before = channel[..<(first - 2)].reduce(0) { max($0, $1.magnitude) }
    #expect(before < 1e-6 * channel.reduce(0) { max($0, $1.magnitude) })
  }
}
