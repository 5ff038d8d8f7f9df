import Augmentation
import Basis
import Testing

@Suite("Street")
struct StreetTests {
  private static func drawn(_ seed: Int) -> Street { Street.drawn(ClipFacts(onset: 1000), seed: seed).value }

  @Test("the direct sound stays where it is, nothing comes before it, the level is kept")
  func onset() throws {
    for seed in 0..<150 { try ReverberationCheck.keepsOnsetAndLevel(Self.drawn(seed)) }
    try ReverberationCheck.skipsSilence(Self.drawn(1))
  }

  @Test("what follows the direct sound dies away; a louder tail leaves more of it")
  func decay() throws {
    for seed in 0..<40 {
      var street = Self.drawn(seed)
      (street.tailLevel, street.decay) = (-5, 0.5)
      #expect(try ReverberationCheck.decay(street) > 3, "\(street)")
      func late(_ level: Double) throws -> Double {
        (street.tailLevel, street.decay, street.facadeLoss) = (level, 2, 4)
        let response = try Measured.impulseResponse(of: street, length: 32_768)
        return Measured.power(response[24_000...]) / Measured.power(response)
      }
      #expect(try late(5) > 2 * late(-30), "\(street)")
    }
  }

  @Test("shot and microphone are drawn between the façades; each seed has a tail of its own")
  func positions() throws {
    for seed in 0..<100 {
      let across = Self.drawn(seed).across
      #expect(across.count == 2 && across.allSatisfy { (0.1...0.9).contains($0) })
    }
    var other = Self.drawn(1)
    other.seed &+= 1
    let (one, two) = (
      try Measured.impulseResponse(of: Self.drawn(1)), try Measured.impulseResponse(of: other)
    )
    #expect(one != two)
  }

  @Test("without positions, as a damaged manifest has it, nothing is done, and that is said")
  func damaged() {
    var clip = ReverberationCheck.shot()
    #expect(Street().apply(to: &clip, NoMaterials()) != nil)
    #expect(clip == ReverberationCheck.shot())
  }
}
