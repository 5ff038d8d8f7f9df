import Augmentation
import Basis
import Testing

@Suite("Room")
struct RoomTests {
  private static func drawn(_ seed: Int, _ settings: [String: Setting] = [:]) -> Room {
    Room.drawn(settings, ClipFacts(onset: 1000), seed: seed).value
  }

  @Test("the direct sound stays where it is, nothing comes before it, the level is kept")
  func onset() throws {
    for seed in 0..<150 { try ReverberationCheck.keepsOnsetAndLevel(Self.drawn(seed)) }
    try ReverberationCheck.skipsSilence(Self.drawn(1))
  }

  @Test("what follows the direct sound dies away, and the sooner the more the walls swallow")
  func decay() throws {
    for seed in 0..<40 {
      let size: [String: Setting] = ["width": .range(6...9), "depth": .range(6...9), "height": .range(3...4)]
      func decay(_ absorption: Double) throws -> Double {
        var room = Self.drawn(seed, size)
        room.absorption = absorption
        return try ReverberationCheck.decay(room)
      }
      let (hard, soft) = (try decay(0.1), try decay(0.3))
      #expect(hard > 3 && soft > hard + 6, "\(hard) \(soft)")
    }
  }

  @Test("source and microphone are drawn inside; each seed has a tail of its own")
  func positions() throws {
    for seed in 0..<100 {
      let room = Self.drawn(seed)
      #expect(room.source.count == 3 && room.microphone.count == 3)
      #expect((room.source + room.microphone).allSatisfy { (0.1...0.9).contains($0) })
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
    #expect(Room().apply(to: &clip, NoMaterials()) != nil)
    #expect(clip == ReverberationCheck.shot())
  }
}
