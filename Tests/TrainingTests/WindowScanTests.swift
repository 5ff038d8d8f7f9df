import Audio
import Basis
import Chunks
import Features
import Files
import RandomForest
import TestSupport
import Testing
import Training

@Suite("A model along a recording")
struct WindowScanTests {
  private let made: MadeSet
  private let set: ChunkSet
  private let model: ForestModel

  init() throws {
    made = try MadeSet(groups: 10, perGroup: 2)
    set = try ChunkSet(opening: made.path)
    var training = ForestTraining()
    training.forest.nTrees = 10
    training.comparesSplits = false
    model = try training.train(on: set, positive: "GUN").model
  }

  private func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = RandomKey(seed: seed).generator()
    return (0..<count).map { Float(generator.gaussian() * (($0 / 9000) % 3 == 1 ? 0.3 : 0.02)) }
  }

  /// Every window by itself, as the rule says: one each hop, the last filled up with silence where sound would be left.
  private func naive(_ samples: [Float], hop: Int) throws -> [Double] {
    let logMel = try LogMel(model.card.features)
    let judge = try model.judge(jobs: 1)
    var (start, found): (Int, [Double]) = (0, [])
    while !samples.isEmpty {
      let own = (start..<start + 4096).map { $0 < samples.count ? samples[$0] : 0 }
      found += try judge(logMel(own))
      if start + 4096 >= samples.count { break }
      start += hop
    }
    return found
  }

  private func scan(_ samples: [Float], hop: Int, blocks: Int, jobs: Int) throws -> [Double] {
    let scan = try WindowScan(model, hop: hop, jobs: jobs)
    var found: [Double] = []
    func take(_ first: Int, _ more: [Double]) {
      #expect(first * 2 == found.count)
      found += more
    }
    for start in stride(from: 0, to: samples.count, by: blocks) {
      try Array(samples[start..<min(samples.count, start + blocks)]).withUnsafeBufferPointer {
        try scan.append($0, found: take)
      }
    }
    try scan.finish(found: take)
    return found
  }

  @Test(
    "every window is judged as a chunk would be, whatever the blocks, and nothing is left unheard",
    arguments: [0, 1, 4095, 4096, 4097, 6112, 6113, 50_000])
  func windows(_ count: Int) throws {
    let samples = noise(count, seed: UInt64(count))
    for hop in [2016, 500, 4096, 9000] {
      let expected = try naive(samples, hop: hop)
      for (blocks, jobs) in [(1 << 20, 2), (777, 1), (4096, 3)] {
        #expect(try scan(samples, hop: hop, blocks: blocks, jobs: jobs) == expected)
      }
    }
  }

  @Test("a network says something new every 16 frames")
  func hop() throws {
    #expect(WindowScan.hop(LogMelParameters()) == 2016)
    #expect(try WindowScan(model).hop == 2016)
  }

  @Test("a recording at 44.1 kHz is what its samples at 16 kHz are; a file that is none is refused")
  func recording() throws {
    let folder = made.folder
    let long = noise(44_100 * 100, seed: 4)
    try folder.write(WAV.bytes(pcm16: long, sampleRate: 44_100).bytes, as: "long.wav")
    let path = folder.path.appending("long.wav")
    let resampled = try ResampledRecording(path)
    let samples = try resampled.samples(0..<resampled.length)
    var found: [Double] = []
    try WindowScan(model).scan(path) { first, more in
      #expect(first * 2 == found.count)
      found += more
    }
    #expect(try found == scan(samples, hop: 2016, blocks: samples.count, jobs: 2))
    #expect(found.count > 1500)
    try folder.write([1, 2, 3], as: "none.wav")
    #expect(throws: AudioError.self) {
      try WindowScan(model).scan(folder.path.appending("none.wav")) { _, _ in }
    }
  }

  @Test("what the taker throws ends the reading")
  func abandoned() throws {
    struct Enough: Error {}
    let folder = made.folder
    try folder.write(WAV.bytes(pcm16: noise(16_000 * 400, seed: 5)).bytes, as: "long.wav")
    for _ in 0..<5 {
      #expect(throws: Enough.self) {
        try WindowScan(model).scan(folder.path.appending("long.wav")) { _, _ in throw Enough() }
      }
    }
  }
}
