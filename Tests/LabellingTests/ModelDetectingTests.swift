import Audio
import Basis
import Detection
import Features
import Files
import Labelling
import Onsets
import TestSupport
import Testing
import Training

/// A model that takes what is loud for shots.
private struct LoudModel: TrainedModel {
  var card: ModelCard
  var clip: Double { 0.01 }

  init() throws {
    let features = LogMelParameters().json.text(pretty: false)
    let text = """
      {"kind":"forest","labels":["ENV","GUN"],"features":\(features),"length":4096,"set":"none",
      "grouped_by_source":true,"recordings":[],"version":"0"}
      """
    card = try ModelCard(metadata: [("shotmark", text)], of: "none")
  }

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

@Suite("Searching recordings for the loop")
struct ModelDetectingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Noise of so many seconds, and a bang now and then.
  private func record(_ name: Path, seed: UInt64, seconds: Int = 12) throws -> Path {
    var random = RandomKey(seed: seed).adding("searched").generator()
    var samples = (0..<seconds * 16_000).map { _ in Float(random.unit() - 0.5) * 0.004 }
    for second in stride(from: 1, to: seconds - 1, by: 2) {
      let start = second * 16_000 + random.below(16_000)
      for index in 0..<800 {
        samples[start + index] += Float(random.unit() - 0.5) * Float(1 - Double(index) / 800)
      }
    }
    return try folder.write(WAV.bytes(pcm16: samples).bytes, as: name)
  }

  private func detecting(jobs: Int = 1, label: String = "GUN") throws -> any Detecting {
    try DetectingModel.detecting(.windows(LoudModel()), label: label, digest: "none", jobs: jobs)
  }

  @Test("What is proposed is what the detector finds, on any number of threads, whatever was searched before")
  func same() throws {
    let detecting = try [1, 3].map { try self.detecting(jobs: $0) }
    for seed in 0..<4 {
      let file = try record("a.wav", seed: UInt64(seed))
      var expected: [Detection] = []
      let detector = try WindowDetector(try LoudModel(), DetectorOptions(threshold: LabellingScale.least))
      try detector.detect(in: file, found: { expected += $0 })
      #expect(expected.count >= 4)
      for detecting in detecting {
        let found = try detecting.proposals(in: file, named: "x.wav", cancellation: LoopCancellation())
        #expect(found.map(\.offset) == expected.map(\.offset) && found.map(\.score) == expected.map(\.score))
        #expect(found.allSatisfy { $0.recording == "x.wav" && $0.disagreement == nil })
      }
    }
  }

  @Test("A model for onsets proposes on the scale of somebody who labels")
  func onsets() throws {
    let files = try (1...6).map { try record(Path("learnt \($0).wav"), seed: UInt64($0)) }
    let taught = try files.enumerated().map { source, file in
      let recording = try ResampledRecording(file)
      let sound = try recording.samples(0..<recording.length)
      var scanner = CandidateScanner()
      scanner.append(sound)
      let bangs = OnsetDetector().proposals(in: sound).map(\.offset)
      // Reflections and other sounds have to be among what is learnt from: some of the bangs pass for these.
      let onsets = source % 2 == 0 ? stride(from: 0, to: bangs.count, by: 2).map { bangs[$0] } : []
      return TaughtRecording(
        candidates: scanner.finish(), length: sound.count, onsets: onsets,
        lesson: source % 2 == 0 ? .onsets : .others, source: source)
    }
    var training = CandidateTraining()
    (training.nTrees, training.nNetworks, training.networkSteps) = (10, 1, 20)
    let card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", "GUN"], name: "bangs", recordings: [], parameters: [])
    let model = ShotModel.onsets(OnsetModel(card: card, judges: try training.fit(taught).judges))
    let scale = LabellingScale(of: model)
    var told: [Detection] = []
    let options = DetectorOptions(threshold: scale.leastScore)
    try model.detector(options).detect(in: files[0], found: { told += $0 })
    let detecting = try DetectingModel.detecting(model, label: "GUN", digest: "none")
    let found = try detecting.proposals(in: files[0], named: "x.wav", cancellation: LoopCancellation())
    #expect(abs(scale.scaled(0.5) - 0.8) < 1e-12 && !found.isEmpty)
    #expect(found.map(\.offset) == told.map(\.offset))
    #expect(found.map(\.score) == told.map { scale.scaled($0.score) })
    #expect(found.map(\.score) != told.map(\.score))
  }

  @Test("A recording that cannot be read says so, and does not spoil those behind it")
  func unreadable() throws {
    let detecting = try detecting()
    let good = try record("good.wav", seed: 1)
    let before = try detecting.proposals(in: good, named: "good.wav", cancellation: LoopCancellation())
    let torn = try folder.write("RIFF", as: "torn.wav")
    #expect(throws: (any Error).self) {
      try detecting.proposals(in: torn, named: "torn.wav", cancellation: LoopCancellation())
    }
    #expect(
      try detecting.proposals(in: good, named: "good.wav", cancellation: LoopCancellation()) == before)
  }

  @Test("What nobody wants any more ends")
  func cancelled() throws {
    let cancellation = LoopCancellation()
    cancellation.cancel()
    let file = try record("a.wav", seed: 1)
    #expect(throws: CancellationError.self) {
      try detecting().proposals(in: file, named: "a.wav", cancellation: cancellation)
    }
  }

  @Test("A label that the model does not know is an error")
  func unknown() { #expect(throws: TrainingError.self) { try detecting(label: "DOG") } }
}
