import Basis
import Onsets
import TestSupport
import Testing

@Suite("Proposals told along a stream") struct ProposalStreamTests {
  private let options = OnsetOptions(threshold: 0)

  private func told(_ samples: [Float], _ blocks: Int, delay: Double) -> [Proposal] {
    var stream = ProposalStream(options, delay: delay)
    var found: [Proposal] = []
    for start in stride(from: 0, to: samples.count, by: blocks) {
      let more = Array(samples[start..<min(samples.count, start + blocks)])
      let before = stream.settled
      let next = more.withUnsafeBufferPointer { stream.append($0) }
      #expect(next.allSatisfy { (before..<max(before + 1, stream.settled)).contains($0.offset) })
      // What waits is bounded, however long the sound.
      #expect(start - stream.settled <= Int((delay + 8) * 16_000))
      found += next
    }
    return found + stream.finish()
  }

  private func sound(_ seed: Int, seconds: Int) -> FiredRounds {
    var generator = RandomKey(seed: UInt64(seed)).generator()
    var (onsets, next) = ([Int](), 9000)
    while next < (seconds - 2) * 16_000 {
      onsets.append(next)
      next += generator.integer(in: 1500...60_000)
    }
    return FiredRounds(
      onsets: onsets, length: seconds * 16_000, snrDB: 32, key: RandomKey(seed: UInt64(seed)))
  }

  @Test("are the same, whatever the blocks", arguments: [0.5, 20.0])
  func blocks(delay: Double) {
    let sound = sound(3, seconds: 70)
    let whole = told(sound.samples, sound.samples.count, delay: delay)
    #expect(whole.count >= sound.onsets.count)
    for blocks in [333, 16_000, 200_000] { #expect(told(sound.samples, blocks, delay: delay) == whole) }
  }

  @Test("are those of the whole where the sound is no longer than what is compared", arguments: 0..<6)
  func whole(seed: Int) {
    let sound = sound(seed, seconds: 20)
    #expect(
      told(sound.samples, 5000, delay: 20).map(\.score)
        == OnsetDetector(options).proposals(in: sound.samples).map(\.score))
  }
}
