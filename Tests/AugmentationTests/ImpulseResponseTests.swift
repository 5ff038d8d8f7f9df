import Augmentation
import Basis
import Testing

@Suite("Impulse response")
struct ImpulseResponseTests {
  /// A folder of responses.
  private struct Responses: Materials {
    var taps: [String: [Float]]
    var partnerCount: Int { 0 }
    func partner(_ index: Int) -> Partner { Partner(file: "", label: "") }
    func sounds(in folder: Path?) -> [Sound] {
      guard folder == "halls" else { return [] }
      return taps.keys.sorted().map { Sound(path: Path($0), length: taps[$0]?.count ?? 0) }
    }
    func neighbours(_ range: Range<Int>) -> [Float] { [] }
    func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) -> [Float] {
      Looping.samples(of: taps[sound.description] ?? [], from: start, count: count)
    }
    func samples(ofPartner file: Path) -> [Float] { [] }
  }

  /// A direct sound behind so many silent samples, and a tail.
  private static func hall(delay: Int, length: Int, seed: UInt64) -> [Float] {
    var generator = RandomKey(seed: seed).generator()
    var level = 0.3
    return (0..<length).map { index in
      guard index > delay else { return index == delay ? -0.9 : 0 }
      level *= 0.999
      return Float(level * generator.number(in: -1...1))
    }
  }

  private static func response(_ materials: Responses, seed: Int = 1) -> ImpulseResponse {
    ImpulseResponse.drawn(["from": .text("halls")], ClipFacts(onset: 1000), materials, seed: seed).value
  }

  @Test("the loudest sample counts as the direct sound: the onset stays, the level is kept")
  func onset() throws {
    for seed in 0..<60 {
      let hall = Self.hall(delay: seed * 37, length: 3000 + seed * 500, seed: UInt64(seed))
      let materials = Responses(taps: ["hall.wav": hall])
      try ReverberationCheck.keepsOnsetAndLevel(Self.response(materials), materials)
    }
    let materials = Responses(taps: ["hall.wav": Self.hall(delay: 5, length: 900, seed: 2)])
    try ReverberationCheck.skipsSilence(Self.response(materials), materials)
  }

  @Test("it is a convolution, written out, brought back to the level")
  func twin() throws {
    for seed in 0..<10 {
      let (delay, taps) = (40, Self.hall(delay: 40, length: 1200, seed: UInt64(seed)))
      let materials = Responses(taps: ["hall.wav": taps])
      let before = ReverberationCheck.shot()
      var clip = before
      _ = try Self.response(materials).apply(to: &clip, materials)
      var naive = [Double](repeating: 0, count: 4096)
      for (tap, gain) in taps.enumerated() where gain != 0 {
        for index in naive.indices where before.samples.indices.contains(index - tap + delay) {
          naive[index] += Double(gain) * Double(before.samples[index - tap + delay])
        }
      }
      let level = naive.reduce(0) { $0 + $1 * $1 } / 4096
      let factor = (Measured.power(before.samples) / level).squareRoot()
      #expect(zip(clip.samples, naive).allSatisfy { abs(Double($0) - factor * $1) < 1e-5 })
    }
  }

  @Test("responses are drawn from the folder alike; no folder, no response, a silent one: said")
  func drawing() throws {
    let materials = Responses(taps: ["a.wav": [1], "b.wav": [1, 1], "c.wav": [0, 0]])
    let drawn = (0..<900).map { Self.response(materials, seed: $0).response }
    for name in ["a.wav", "b.wav", "c.wav"] {
      #expect((240...360).contains(drawn.count { $0 == Path(name) }), "\(name)")
    }
    let elsewhere = ImpulseResponse.drawn(["from": .text("x")], ClipFacts(), materials, seed: 1)
    #expect(elsewhere.skipped != nil)
    var clip = ReverberationCheck.shot()
    let silent = ImpulseResponse.with { ($0.folder, $0.response, $0.length) = ("halls", "c.wav", 2) }
    #expect(try silent.apply(to: &clip, materials) != nil)
    #expect(clip == ReverberationCheck.shot())
  }
}
