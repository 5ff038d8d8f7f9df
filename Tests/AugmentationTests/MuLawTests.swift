import Augmentation
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("μ-law")
struct MuLawTests {
  private static func coded(_ samples: [Float], _ law: MuLaw = MuLaw()) -> [Float] {
    var clip = Clip(samples: samples)
    _ = law.apply(to: &clip, NoMaterials())
    return clip.samples
  }

  @Test("every sample is coded and decoded as the law's formula says, for any constant and number of bits")
  func twin() {
    for (seed, item) in DrawnClips.cases(120).enumerated() {
      let law = MuLaw.drawn(
        ["mu": .range(1...65_535), "bits": .range(2...16)], item.facts, seed: seed
      ).value
      let levels = pow(2, Double(law.bits - 1)) - 1
      let after = Self.coded(item.clip.samples, law)
      for (original, decoded) in zip(item.clip.samples, after) {
        // Samples are numbers of 16 bits.
        let sample = max(-32_768, min(32_767, (original * 32_768).rounded(.toNearestOrEven))) / 32_768
        let magnitude = log(1 + law.mu * abs(Double(sample))) / log(1 + law.mu)
        let code = (magnitude * levels).rounded()
        // Where the code lies half-way between two, the last bit decides, and either is right.
        guard abs(magnitude * levels - code) < 0.4999 else { continue }
        let expected = (pow(1 + law.mu, code / levels) - 1) / law.mu * (sample < 0 ? -1 : 1)
        guard abs(Double(decoded) - expected) > 1e-6 else { continue }
        Issue.record("\(law): \(sample) became \(decoded) in place of \(expected)")
        break
      }
    }
  }

  /// python3 -c "import audioop as a
  /// for x in (12,100,300,1000,3000,10000,20000,32000,-12,-500,-30000):
  ///   c = a.lin2ulaw(x.to_bytes(2, 'little', signed=True), 2)
  ///   print(x, int.from_bytes(a.ulaw2lin(c, 2), 'little', signed=True))" (Python 3.11)
  private static let telephoneCodes = [
    (12, 16), (100, 104), (300, 308), (1000, 988), (3000, 3004), (10_000, 9852), (20_000, 19_836),
    (32_000, 32_124), (-12, -16), (-500, -492), (-30_000, -30_076),
  ]

  @Test("it comes as near to G.711's own codes as two steps of these lie apart", arguments: telephoneCodes)
  func telephone(sample: Int, decoded: Int) {
    let ours = Double(Self.coded([Float(sample) / 32_768])[0]) * 32_768
    // A step of G.711 is 1/32 to 1/16 of the sample, and 8 at least.
    #expect(abs(ours - Double(decoded)) <= max(8, abs(Double(sample)) / 16), "\(ours)")
  }

  @Test("a tone comes through 36 to 40 dB above its coding noise, from full scale down to -30 dB")
  func noise() {
    for level in stride(from: -30.0, through: 0, by: 2.5) {
      let tone = Measured.sine(1013, amplitude: Decibels.amplitude(level))
      let noise = Measured.difference(Self.coded(tone), tone)
      #expect((36...40).contains(Measured.level(tone) - Measured.level(noise)), "\(level)")
    }
  }

  @Test("it is odd, keeps 0 and full scale, and has no more codes than its bits allow")
  func symmetry() {
    let samples = (0...10_000).map { Float($0) / 10_000 }
    for bits in 2...10 {
      let law = MuLaw.with { $0.bits = bits }
      let decoded = Self.coded(samples, law)
      #expect(Self.coded(samples.map { -$0 }, law) == decoded.map { -$0 })
      #expect(decoded[0] == 0 && abs(decoded[10_000] - 1) < 1e-6)
      #expect(zip(decoded, decoded.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(Set(decoded).count <= 1 << (bits - 1))
    }
  }
}
