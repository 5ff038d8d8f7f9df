import Basis
import Chunks
import Testing

@Suite("Placing chunks around onsets")
struct ShotPlacementTests {
  private func placement(
    _ per: ChunksPer = .shot, leads: ClosedRange<Int> = 0...3072, copies: Int = 1, seed: UInt64 = 1
  ) -> ShotPlacement {
    ShotPlacement(length: 4096, leads: leads, per: per, copies: copies, key: RandomKey(seed: seed))
  }
  private let nothing = SampleRanges(0..<0)

  @Test("leads are uniform over their range, both ends reached")
  func uniform() {
    let onsets = (0..<3073 * 16).map { $0 * 10_000 + 20_000 }
    let chunks = placement().place(onsets, recordingLength: 10_000 * 3073 * 16 + 40_000, ignored: nothing)
      .chunks
    let leads = chunks.map { ($0.onset ?? 0) - $0.start }
    #expect(leads.count == onsets.count)
    #expect(leads.min() == 0 && leads.max() == 3072)
    var deciles = [Int](repeating: 0, count: 7)
    for lead in leads { deciles[lead / 439] += 1 }
    // Each seventh of the range has 7024 ± 78 (one standard deviation).
    #expect(deciles.allSatisfy { abs($0 - 7024) < 400 })
  }

  @Test("a lead depends on its own tag only, not on the others or their order")
  func keyed() {
    let alone = placement().place([50_000], recordingLength: 200_000, ignored: nothing).chunks
    let among = placement().place([20_000, 50_000, 90_000], recordingLength: 200_000, ignored: nothing).chunks
    #expect(among.map(\.start).contains(alone[0].start))
    let other = placement(seed: 2).place([50_000], recordingLength: 200_000, ignored: nothing).chunks
    #expect(other[0].start != alone[0].start)
  }

  @Test("chunks stay inside the recording where they can", arguments: 0..<100)
  func inside(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("inside").generator()
    let length = 4096 + generator.below(30_000)
    let onsets = Set((0..<generator.below(12) + 1).map { _ in generator.below(length) }).sorted()
    let result = placement(seed: UInt64(seed)).place(onsets, recordingLength: length, ignored: nothing)
    #expect(result.uncut.isEmpty && result.chunks.count == onsets.count)
    for chunk in result.chunks {
      let onset = chunk.onset ?? -1
      #expect((0...3072).contains(onset - chunk.start))
      let near = onset + 4096 - length > 3072
      #expect(near || (chunk.start >= 0 && chunk.start + 4096 <= length))
      #expect(chunk.onsets == onsets.filter { (chunk.start..<chunk.start + 4096).contains($0) })
    }
  }

  @Test("what chunks share is marked, and the weights of a shot's chunks are 1 over their number")
  func sharing() {
    let result = placement(leads: 1000...1000).place(
      [10_000, 12_000, 30_000], recordingLength: 50_000, ignored: nothing)
    // The chunk of 10000 holds 12000 too, that of 12000 begins behind 10000.
    #expect(result.chunks.map(\.onsets) == [[10_000, 12_000], [12_000], [30_000]])
    #expect(result.chunks.map(\.overlap) == [1, 1, 0])
    #expect(result.chunks.map(\.weight) == [1, 0.5, 1])
    let copies = placement(copies: 3).place([10_000], recordingLength: 50_000, ignored: nothing).chunks
    let third = 1 / 3.0
    #expect(copies.map(\.weight) == [third, third, third])
    #expect(Set(copies.map(\.start)).count == 3)
  }

  @Test("no chunk touches an ignored span, and an onset within one is not cut")
  func ignoring() {
    let ignored = SampleRanges(union: [9_000..<9_500, 20_000..<30_000])
    for seed in 0..<100 {
      let result = placement(seed: UInt64(seed)).place(
        [10_000, 25_000, 40_000], recordingLength: 60_000, ignored: ignored)
      #expect(result.uncut == [25_000])
      #expect(result.chunks.allSatisfy { !ignored.overlaps($0.start..<$0.start + 4096) })
    }
  }

  @Test("an onset in the last 160 samples of every allowed chunk is not cut")
  func tail() {
    let result = placement(leads: 3990...4095).place([20_000], recordingLength: 60_000, ignored: nothing)
    #expect(result.chunks.isEmpty && result.uncut == [20_000])
    let near = placement(leads: 3900...4095).place([20_000], recordingLength: 60_000, ignored: nothing)
    #expect(near.chunks.allSatisfy { 20_000 - $0.start < 4096 - 160 } && near.chunks.count == 1)
  }

  @Test("a burst gets one chunk, at its first round")
  func bursts() {
    let rounds = (0..<10).map { 20_000 + $0 * 1000 } + [60_000]
    let chunks = placement(.burst).place(rounds, recordingLength: 100_000, ignored: nothing).chunks
    #expect(chunks.map(\.onset) == [20_000, 60_000])
  }

  @Test("covering chunks hold every onset", arguments: 0..<100)
  func cover(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("cover").generator()
    let onsets = Set((0..<40).map { _ in 5_000 + generator.below(60_000) }).sorted()
    let chunks = placement(.cover, seed: UInt64(seed)).place(
      onsets, recordingLength: 80_000, ignored: nothing
    )
    .chunks
    #expect(chunks.count < onsets.count)
    #expect(onsets.allSatisfy { onset in chunks.contains { $0.onsets.contains(onset) } })
  }

  @Test("a recording shorter than a chunk is padded on drawn sides")
  func short() {
    let chunks = (0..<50).flatMap {
      placement(seed: $0).place([300], recordingLength: 1_000, ignored: nothing).chunks
    }
    #expect(chunks.allSatisfy { $0.start <= 0 && $0.start + 4096 >= 1_000 })
    #expect(Set(chunks.map(\.start)).count > 25)
  }
}
