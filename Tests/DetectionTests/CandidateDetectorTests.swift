import Basis
import Detection
import Files
import RandomForest
import TestSupport
import Testing
import Training

@Suite("Detecting by a model for onsets")
struct CandidateDetectorTests {
  private static let model: OnsetModel? = (try? Bangs.training(jobs: 2).fit(Bangs.taught(1...6)).judges).map {
    judges in
    let card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", "GUN"], name: "bangs", recordings: ["00ff"], parameters: [])
    return OnsetModel(card: card, judges: judges)
  }

  private static func found(_ samples: [Float], blocks: [Int], jobs: Int = 2) throws -> [Detection] {
    let detector = try CandidateDetector(#require(model), DetectorOptions(threshold: 0.1), jobs: jobs)
    var (found, start, turn): ([Detection], Int, Int) = ([], 0, 0)
    while start < samples.count {
      let end = min(samples.count, start + blocks[turn % blocks.count])
      found += try samples[start..<end].withUnsafeBufferPointer { try detector.append($0) }
      (start, turn) = (end, turn + 1)
    }
    return try found + detector.finish()
  }

  @Test("What is found does not depend on the blocks, nor on the threads, where several stretches are judged")
  func blocks() throws {
    let samples = Bangs(seed: 50, seconds: 103).samples
    let whole = try Self.found(samples, blocks: [samples.count])
    #expect(whole.count > 40)
    for blocks in [[16_000], [512_000], [1, 7, 333, 70_001]] {
      #expect(try Self.found(samples, blocks: blocks, jobs: 1) == whole)
    }
  }

  @Test("A recording of up to half a minute is judged as one")
  func short() throws {
    let bangs = Bangs(seed: 51, seconds: 29)
    let judged = try #require(Self.model).judges.judge(bangs.candidates)
    let best = zip(bangs.candidates, judged).filter { $1.score >= 0.1 }
    for one in try Self.found(bangs.samples, blocks: [4096]) {
      let same = best.first { $0.0.offset == one.offset }
      #expect(same?.1.score == one.score)
    }
  }

  @Test("All bangs of a long recording are found, also where one stretch meets the next, and nothing else")
  func long() throws {
    let bangs = Bangs(seed: 52, seconds: 95)
    let found = try Self.found(bangs.samples, blocks: [50_000]).filter { $0.score >= 0.5 }
    #expect(found.count == bangs.onsets.count)
    #expect(zip(found, bangs.onsets).allSatisfy { abs($0.offset - $1) <= 80 })
  }

  @Test("A detector that has finished hears the next recording as a new one would")
  func again() throws {
    let (first, second) = (Bangs(seed: 53, seconds: 41), Bangs(seed: 54, seconds: 9))
    let detector = try CandidateDetector(#require(Self.model), DetectorOptions(threshold: 0.1))
    _ = try first.samples.withUnsafeBufferPointer { try detector.append($0) } + detector.finish()
    let found = try second.samples.withUnsafeBufferPointer { try detector.append($0) } + detector.finish()
    #expect(try found == Self.found(second.samples, blocks: [second.samples.count]))
  }

  @Test("Silence, a single sample and numbers that are none hold no shot")
  func nothing() throws {
    for samples in [
      [], [0.5], [Float](repeating: 0, count: 700_000), [Float](repeating: .nan, count: 50_000),
    ] {
      #expect(try Self.found(samples, blocks: [16_000]).isEmpty)
    }
  }

  @Test("A model that is written is read as the same, and judges the same")
  func file() throws {
    let model = try #require(Self.model)
    let folder = try TemporaryFolder()
    let file = folder.path.appending("bangs.safetensors")
    try model.write(to: file)
    guard case .onsets(let read) = try ShotModel.read(file) else {
      Issue.record("it is read as another kind of model")
      return
    }
    #expect(try read.bytes() == model.bytes())
    #expect(read.card == model.card)
    let candidates = Bangs(seed: 55, seconds: 9).candidates
    #expect(try read.judges.judge(candidates) == model.judges.judge(candidates))
  }

  @Test(
    "A model that does not say which score is one half is refused",
    arguments: [nil, .nan, 0, 1, -3] as [Double?])
  func point(_ point: Double?) throws {
    let whole = try Safetensors(bytes: #require(Self.model).bytes(), name: "bangs")
    var tensors = whole.tensors.filter { $0.name != "point" }
    #expect(tensors.count == whole.tensors.count - 1)
    if let point { tensors.append(try Safetensors.Tensor(name: "point", shape: [1], values: [point])) }
    let folder = try TemporaryFolder()
    let file = folder.path.appending("pointless.safetensors")
    try Safetensors(tensors: tensors, metadata: whole.metadata).write(to: file)
    #expect(throws: TrainingError.self) { try ShotModel.read(file) }
  }

  @Test("A model's file that is torn or has bytes of another is refused, never believed", arguments: 0..<120)
  func torn(number: Int) throws {
    var generator = RandomKey(seed: 9).adding(number).generator()
    var bytes = try #require(Self.model).bytes()
    if number % 2 == 0 {
      bytes.removeLast(generator.integer(in: 1...bytes.count))
    } else {
      for _ in 0..<generator.integer(in: 1...20) {
        bytes[generator.integer(in: 0...min(bytes.count, 4000) - 1)] = UInt8(generator.integer(in: 0...255))
      }
    }
    let folder = try TemporaryFolder()
    let file = folder.path.appending("torn.safetensors")
    try AtomicFile.write(bytes, to: file)
    do {
      let detector = try ShotModel.read(file).detector(DetectorOptions())
      let samples = Bangs(seed: 56, seconds: 3).samples
      _ = try samples.withUnsafeBufferPointer { try detector.append($0) } + detector.finish()
    } catch {
      #expect(error is any ThreePartError, "\(error)")
    }
  }
}
