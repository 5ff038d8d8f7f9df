import Basis
import Chunks
import Testing

@Suite("Placing chunks where nobody can have missed a shot")
struct NegativePlacementTests {
  private func placement(_ seed: Int) -> NegativePlacement {
    NegativePlacement(length: 4096, key: RandomKey(seed: UInt64(seed)))
  }
  private let nothing = SampleRanges(0..<0)

  @Test(
    "background keeps clear of onsets, ignored spans and itself, and stays in its spans", arguments: 0..<100)
  func background(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("background").generator()
    let onsets = (0..<generator.below(5)).map { _ in generator.below(200_000) }
    let spans = SampleRanges(union: [0..<90_000, 120_000..<200_000])
    let ignored = SampleRanges(union: [40_000..<45_000])
    let candidates = placement(seed).background(spans: spans, onsets: onsets, ignored: ignored)
    for candidate in candidates {
      let chunk = candidate.start..<candidate.start + 4096
      #expect(onsets.allSatisfy { !chunk.overlaps($0 - 4096..<$0 + 8192) })
      #expect(!ignored.overlaps(chunk))
      #expect(spans.ranges.contains { $0.contains(chunk.lowerBound) && chunk.upperBound <= $0.upperBound })
    }
    let starts = candidates.map(\.start).sorted()
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 >= 4096 })
    #expect(candidates.map(\.round) == Array(candidates.indices))
  }

  @Test("tails lie 0.1 to 1.5 s after an onset and end before the next", arguments: 0..<100)
  func tails(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("tails").generator()
    let onsets = Set((0..<4).map { _ in generator.below(100_000) }).sorted()
    let candidates = placement(seed).tails(spans: SampleRanges(0..<120_000), onsets: onsets, ignored: nothing)
    #expect(!candidates.isEmpty)
    for candidate in candidates {
      let before = onsets.last { $0 <= candidate.start } ?? -1_000_000
      #expect((1600...24_000).contains(candidate.start - before))
      #expect(onsets.allSatisfy { $0 <= candidate.start || $0 >= candidate.start + 4096 + 1600 })
    }
  }

  @Test("a stretch shorter than a chunk gives none; a long one is used up to its last chunk")
  func amounts() {
    #expect(placement(1).background(spans: SampleRanges(0..<4095), onsets: [], ignored: nothing).isEmpty)
    #expect(placement(1).background(spans: SampleRanges(0..<4096), onsets: [], ignored: nothing).count == 1)
    #expect(
      placement(1).background(spans: SampleRanges(0..<40_960), onsets: [], ignored: nothing).count == 10)
  }
}
