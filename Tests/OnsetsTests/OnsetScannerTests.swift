import Basis
import Onsets
import Synthesis
import TestSupport
import Testing

@Suite("Scanning in blocks") struct OnsetScannerTests {
  private let options = OnsetOptions(threshold: 0)

  @Test("gives the same, whatever the blocks", arguments: [1, 7, 16, 999, 4096, 16_384, 1_000_000])
  func blocks(length: Int) {
    let burst = FiredRounds.burst(rate: 8, rounds: 9, snrDB: 25, key: RandomKey(seed: 4))
    let whole = OnsetDetector(options).proposals(in: burst.samples)
    #expect(whole.count >= 9)
    var scanner = OnsetScanner(options)
    for start in stride(from: 0, to: burst.samples.count, by: length) {
      scanner.append(Array(burst.samples[start..<min(start + length, burst.samples.count)]))
    }
    #expect(scanner.finish() == whole)
    // Another recording begins.
    scanner.append(burst.samples)
    #expect(scanner.finish() == whole)
  }

  @Test("takes samples that are no numbers as silence")
  func notFinite() {
    let burst = FiredRounds.burst(rate: 8, rounds: 5, snrDB: 30, key: RandomKey(seed: 6))
    var samples = burst.samples
    for (index, value) in [Float.nan, .infinity, -.infinity, 1e30, .signalingNaN].enumerated() {
      samples[100 + index] = value
    }
    var silent = burst.samples
    for index in 100..<105 { silent[index] = 0 }
    #expect(OnsetDetector(options).proposals(in: samples) == OnsetDetector(options).proposals(in: silent))
  }

  @Test("does not care how loud a recording is")
  func gain() {
    let burst = FiredRounds.burst(rate: 8, rounds: 5, snrDB: 30, key: RandomKey(seed: 7))
    let whole = OnsetDetector().proposals(in: burst.samples).map(\.offset)
    let quiet = OnsetDetector().proposals(in: burst.samples.map { $0 * 0.125 }).map(\.offset)
    #expect(whole == quiet)
  }

  @Test("proposes nothing outside the recording, whatever is in it", arguments: 0..<20)
  func hostile(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("hostile").generator()
    var samples: [Float] = []
    while samples.count < 30_000 {
      let level = Float(Decibels.amplitude(generator.number(in: -100...40)))
      for _ in 0..<generator.integer(in: 1...3000) { samples.append(level * Float(generator.gaussian())) }
    }
    let found = OnsetDetector(options).proposals(in: samples)
    #expect(found.allSatisfy { samples.indices.contains($0.offset) && (0...1).contains($0.score) })
  }

  @Test("tells what it has so far, a second late at most, and goes on undisturbed")
  func soFar() {
    let onsets = (1...12).map { $0 * 16_000 }
    let shots = FiredRounds(onsets: onsets, length: 210_000, snrDB: 35, key: RandomKey(seed: 9))
    var scanner = OnsetScanner()
    scanner.append(Array(shots.samples[..<100_000]))
    let early = scanner.proposalsSoFar.map(\.offset)
    #expect(onsets[..<5].allSatisfy { onset in early.contains { abs($0 - onset) <= 80 } }, "\(early)")
    #expect(early.allSatisfy { $0 < 100_000 })
    scanner.append(Array(shots.samples[100_000...]))
    #expect(scanner.finish() == OnsetDetector().proposals(in: shots.samples))
  }
}
