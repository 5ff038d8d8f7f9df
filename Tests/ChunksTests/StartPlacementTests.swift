import Chunks
import Testing

@Suite("Placing chunks at starts")
struct StartPlacementTests {
  @Test("every start becomes the chunk that begins there, with what it shares counted in samples")
  func starts() {
    let chunks = StartPlacement.place([0, 1096, 50_000], length: 4096)
    let shared = 4096.0 / 7096
    #expect(chunks.map(\.start) == [0, 1096, 50_000])
    #expect(chunks.map(\.overlap) == [3000, 3000, 0])
    #expect(chunks.map(\.weight) == [shared, shared, 1])
    #expect(chunks.allSatisfy { $0.onset == nil && $0.onsets.isEmpty && $0.kind == .start })
  }
}
