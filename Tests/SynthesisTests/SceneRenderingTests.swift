import Basis
import Synthesis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Rendered scenes")
struct SceneRenderingTests {
  /// Short scenes of every rate, with and without shots: without optimisation they render at some ten times
  /// real time.
  static let plans = [12_000, 16_000, 44_100, 48_000].flatMap { rate in
    let plans = Scenes.plan(minutes: 25, seed: 21, parameters: SceneParameters(sampleRates: [rate]))
      .filter { $0.seconds < 6 }
    return Array(
      plans.filter { $0.kind == .guns }.prefix(2) + plans.filter { $0.kind == .environment }.prefix(2))
  }
  static let scenes = Parallel.map(plans.count) { plans[$0].render() }

  @Test("samples are finite, within ±1, as many as planned, and without drift")
  func sane() {
    for scene in Self.scenes {
      #expect(scene.samples.count == scene.plan.frames * scene.channels)
      #expect(scene.plan.frames * 160 == scene.plan.length * scene.sampleRate / 100)
      #expect(scene.samples.allSatisfy { abs($0) <= 1 })
      let count = Double(scene.samples.count)
      let mean = scene.samples.reduce(0.0) { $0 + Double($1) } / count
      let level = (scene.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / count).squareRoot()
      #expect(abs(mean) < 0.05 * level + 1e-4)
      #expect((0.0008...0.7).contains(level))
    }
  }

  @Test("a clipped scene has flat tops, any other has its loudest peak where it was drawn or lower")
  func levels() {
    for scene in Self.scenes where !scene.plan.sources.isEmpty {
      let ceiling = Float(pow(10, scene.plan.levels.ceiling / 20))
      let peak = scene.samples.reduce(0) { max($0, abs($1)) }
      let flat = scene.samples.filter { abs($0) > 0.9999 * ceiling }.count
      if scene.plan.levels.isClipped {
        #expect(peak <= ceiling)
      } else {
        #expect(flat <= 2)
      }
    }
  }

  // Path, length, marked rounds, first onset, effective value and peak in dB of the scenes above, as first rendered:
  // loose enough for another mathematical library, tight enough for any change of what is drawn or rendered.
  static let golden: [(String, Int, Int, Int, Double, Double)] = [
    ("site-11/take-01.wav", 33920, 12, 1341, -34.5, -15.5),
    ("site-02/take-02.wav", 51840, 4, 20127, -23.1, -5.1),
    ("site-02/take-01.wav", 44960, 0, -1, -24.1, -2.1), ("site-04/take-01.wav", 35680, 0, -1, -28.7, -8.1),
    ("site-11/take-01.wav", 33920, 12, 1341, -36.1, -15.6),
    ("site-02/take-02.wav", 51840, 4, 20127, -24.2, -5.1),
    ("site-02/take-01.wav", 44960, 0, -1, -24.6, -2.2), ("site-04/take-01.wav", 35680, 0, -1, -28.3, -8.1),
    ("site-11/take-01.wav", 33920, 12, 1341, -34.6, -15.6),
    ("site-02/take-02.wav", 51840, 4, 20127, -23.5, -5.1),
    ("site-02/take-01.wav", 44960, 0, -1, -24.5, -2.1), ("site-04/take-01.wav", 35680, 0, -1, -28.8, -8.2),
    ("site-11/take-01.wav", 33920, 12, 1341, -34.5, -15.7),
    ("site-02/take-02.wav", 51840, 4, 20127, -23.9, -5.1),
    ("site-02/take-01.wav", 44960, 0, -1, -24.3, -2.3), ("site-04/take-01.wav", 35680, 0, -1, -28.5, -8.1),
  ]

  @Test("the scenes of a seed do not change between versions")
  func unchanged() {
    #expect(Self.scenes.count == Self.golden.count)
    for (scene, golden) in zip(Self.scenes, Self.golden) {
      let energy = scene.samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(scene.samples.count)
      let peak = Double(scene.samples.reduce(0) { max($0, abs($1)) })
      #expect(scene.path == Path(golden.0))
      #expect(scene.plan.length == golden.1)
      #expect(scene.onsets.count == golden.2)
      #expect(abs((scene.onsets.first ?? -1) - golden.3) <= 1)
      #expect(abs(10 * log10(energy) - golden.4) < 0.15)
      #expect(abs(20 * log10(peak) - golden.5) < 0.15)
    }
  }

  @Test("the same plan gives the same samples on any number of threads")
  func threads() {
    let plans = Array(Self.plans.prefix(4))
    let again = Parallel.map(plans.count, jobs: 3) { plans[$0].render().samples }
    #expect(again == Self.scenes.prefix(4).map(\.samples))
  }

  @Test("without site and background every round rises within two samples of its onset, at every rate")
  func rise() {
    let plans = [12_000, 16_000, 44_100, 48_000].flatMap { rate in
      Scenes.plan(minutes: 8, seed: 22, parameters: SceneParameters(sampleRates: [rate], onlyShots: true))
        .filter { $0.seconds < 10 }.prefix(6)
    }
    var tested = 0
    for plan in plans {
      let rendering = SceneRendering(plan)
      let channels = rendering.events(withSite: false)
      let rate = Double(plan.sampleRate)
      let bangs = plan.sources.flatMap { $0.events.map(\.onset) }.sorted()
      for onset in plan.onsets where !bangs.contains(where: { (onset - 6400..<onset).contains($0) }) {
        let first = rendering.lead + Int(Double(onset) / 16_000 * rate) - plan.sampleRate / 100
        let mix = (first..<first + plan.sampleRate / 50).map { index in channels.reduce(0) { $0 + $1[index] }
        }
        let peak = mix.reduce(0) { max($0, abs($1)) }
        guard let rise = mix.firstIndex(where: { abs($0) > 0.03 * peak }) else { continue }
        let seconds = Double(first - rendering.lead + rise) / rate
        #expect(abs(seconds * 16_000 - Double(onset)) <= 2)
        tested += 1
      }
    }
    #expect(tested > 40)
  }

  @Test("in the finished recording the 5 ms after a round's onset are louder than the 5 ms before it")
  func heard() {
    var louder = 0
    var total = 0
    for scene in Self.scenes {
      for onset in scene.onsets where onset > 400 {
        let frame = Int(Double(onset) / 16_000 * Double(scene.sampleRate))
        let width = scene.sampleRate / 200
        func energy(_ range: Range<Int>) -> Float {
          range.reduce(0) { $0 + scene.samples[$1 * scene.channels] * scene.samples[$1 * scene.channels] }
        }
        total += 1
        if energy(frame..<frame + width) > energy(frame - width - 1..<frame - 1) { louder += 1 }
      }
    }
    #expect(total > 20)
    #expect(Double(louder) > 0.8 * Double(total))
  }

  @Test("the loudest sound of a loud-echo site's single shot is the echo")
  func loudEcho() {
    let parameters = SceneParameters(loudEchoShare: 1, sampleRates: [16_000], onlyShots: true)
    let plans = Scenes.plan(minutes: 30, seed: 2, parameters: parameters)
    var tested = 0
    for plan in plans where plan.seconds < 12 && plan.channels == 1 && tested < 6 {
      guard let onset = plan.onsets.last, plan.onsets.dropLast().allSatisfy({ onset - $0 > 16_000 }),
        plan.sources.allSatisfy({ $0.isGun }), let loud = plan.site.echoes.first(where: { $0.level > 0 })
      else { continue }
      let rendering = SceneRendering(plan)
      let heard = rendering.events(withSite: true)[0]
      let first = rendering.lead + onset
      let arrival = first + Int((loud.delay * 16_000).rounded())
      func peak(_ range: Range<Int>) -> Float { heard[range].reduce(0) { max($0, abs($1)) } }
      guard arrival + 3200 < heard.count else { continue }
      let ratio = 20 * log10(peak(arrival - 8..<arrival + 2480) / peak(first..<first + 400))
      #expect(ratio > 1)
      tested += 1
    }
    #expect(tested >= 3)
  }
}
