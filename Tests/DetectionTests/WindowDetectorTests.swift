import Audio
import Basis
import Chunks
import Detection
import Features
import Files
import Onsets
import Synthesis
import TestSupport
import Testing
import Training

/// A model that takes what is loud for shots.
private struct LoudModel: TrainedModel {
  var card: ModelCard
  var clip: Double { 0.01 }

  init() throws {
    let text = """
      {"kind":"forest","labels":["ENV","GUN"],"features":\(LoudModel.features),"length":4096,"set":"none",
      "grouped_by_source":true,"recordings":[],"version":"0"}
      """
    card = try ModelCard(metadata: [("shotmark", text)], of: "none")
  }

  private static var features: String { LogMelParameters().json.text(pretty: false) }

  func judge(jobs: Int) throws -> ImageJudge {
    let size = card.features.nMels * (try LogMel(card.features)).frames(card.length)
    return { images in
      stride(from: 0, to: images.count, by: size).flatMap { start -> [Double] in
        let loudest = Double(images[start..<start + size].max() ?? 0)
        let probability = min(1, max(0, (loudest + 60) / 60))
        return [1 - probability, probability]
      }
    }
  }
}

@Suite("Detecting in blocks")
struct WindowDetectorTests {
  private func detect(
    _ samples: [Float], _ options: DetectorOptions, blocks: Int, jobs: Int = 2
  ) throws -> [Detection] {
    let detector = try WindowDetector(try LoudModel(), options, jobs: jobs)
    var found: [Detection] = []
    for start in stride(from: 0, to: samples.count, by: blocks) {
      found += try Array(samples[start..<min(samples.count, start + blocks)]).withUnsafeBufferPointer {
        try detector.append($0)
      }
    }
    return try found + detector.finish()
  }

  private func shots(_ seed: Int, seconds: Int = 80) -> FiredRounds {
    var generator = RandomKey(seed: UInt64(seed)).adding("detector").generator()
    var onsets: [Int] = []
    var next = 8000
    while next < (seconds - 2) * 16_000 {
      onsets.append(next)
      next +=
        generator.below(3) == 0 ? generator.integer(in: 1200...3000) : generator.integer(in: 9000...90_000)
    }
    return FiredRounds(
      onsets: onsets, length: seconds * 16_000, snrDB: 30, key: RandomKey(seed: UInt64(seed)))
  }

  @Test("detections are the same, whatever the blocks, threads and windows at once", arguments: 0..<4)
  func blocks(seed: Int) throws {
    let shots = shots(seed)
    var options = DetectorOptions(threshold: 0.02)
    let whole = try detect(shots.samples, options, blocks: shots.samples.count)
    #expect(whole.count >= shots.onsets.count / 2)
    for (blocks, jobs, windows) in [(997, 1, 1), (16_384, 2, 8), (640_000, 3, 512)] {
      options.windowsAtOnce = windows
      #expect(try detect(shots.samples, options, blocks: blocks, jobs: jobs) == whole)
    }
    // Its own rules, once more from what it is made of.
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $1.offset - $0.offset >= 480 })
    #expect(whole.allSatisfy { $0.score == min($0.probability, $0.proposal) && $0.score >= 0.02 })
    let near = shots.onsets.count { onset in whole.contains { abs($0.offset - onset) <= 80 } }
    #expect(Double(near) >= 0.9 * Double(shots.onsets.count))
  }

  @Test("what is told at a threshold is what of a lower one's reaches it", arguments: 4..<7)
  func thresholds(seed: Int) throws {
    let samples = shots(seed).samples
    let all = try detect(samples, DetectorOptions(threshold: 0.02), blocks: 100_000)
    for threshold in [0.2, 0.5, 0.8] {
      let some = try detect(samples, DetectorOptions(threshold: threshold), blocks: 100_000)
      #expect(some == all.filter { $0.score >= threshold })
    }
  }

  @Test("detections are told a bounded while behind the sound, in order, and not taken back")
  func latency() throws {
    let shots = shots(8)
    let detector = try WindowDetector(
      try LoudModel(), DetectorOptions(threshold: 0.02, delay: 2, windowsAtOnce: 8), jobs: 1)
    var told: [Detection] = []
    for start in stride(from: 0, to: shots.samples.count, by: 1600) {
      told += try Array(shots.samples[start..<start + 1600]).withUnsafeBufferPointer {
        try detector.append($0)
      }
      let heard = start + 1600
      #expect(told.allSatisfy { $0.offset < heard })
      // Two seconds, the stretch of five, and the second in which rises are looked at.
      let due = shots.onsets.count { $0 < heard - 16_000 * 10 }
      #expect(told.count >= due / 2)
    }
    let all = try told + detector.finish()
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.offset < $1.offset })
    #expect(all == (try detect(shots.samples, DetectorOptions(threshold: 0.02, delay: 2), blocks: 1 << 20)))
  }

  @Test(
    "empty, short and silent sound is no error, and a detector may be used again",
    arguments: [0, 1, 15, 100, 4095, 20_000])
  func short(count: Int) throws {
    #expect(try detect([Float](repeating: 0, count: count), DetectorOptions(threshold: 0), blocks: 7).isEmpty)
    let shots = shots(9, seconds: 8).samples
    let detector = try WindowDetector(try LoudModel(), DetectorOptions(), jobs: 2)
    func run(_ samples: [Float]) throws -> [Detection] {
      try samples.withUnsafeBufferPointer { try detector.append($0) } + detector.finish()
    }
    let first = try run(shots)
    #expect(!first.isEmpty)
    _ = try run([Float](repeating: .nan, count: count))
    #expect(try run(shots) == first)
  }

  @Test("recordings are gone through as their samples are; a file that is none is refused")
  func recording() throws {
    let folder = try TemporaryFolder()
    let samples = WAV.rounded(shots(10).samples)
    try folder.write(WAV.bytes(pcm16: samples).bytes, as: "a.wav")
    try folder.write([1, 2, 3], as: "b.wav")
    let detector = try WindowDetector(try LoudModel())
    var (found, heard): ([Detection], Int) = ([], 0)
    let length = try detector.detect(in: folder.path.appending("a.wav")) {
      heard += $0
    } found: {
      found += $0
    }
    #expect(length == samples.count && heard == samples.count)
    #expect(try found == detect(samples, DetectorOptions(), blocks: 5000))
    #expect(throws: AudioError.self) {
      try detector.detect(in: folder.path.appending("b.wav")) { _ in }
    }
  }

  @Test("a label that the model does not know is refused")
  func label() throws {
    #expect(throws: TrainingError.unknownPositive("DOG", known: ["ENV", "GUN"])) {
      try WindowDetector(try LoudModel(), DetectorOptions(positive: "DOG"))
    }
  }
}
