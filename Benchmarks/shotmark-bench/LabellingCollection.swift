import Annotation
import Audio
import Basis
import Detection
import Files
import Labelling
import Onsets
import Synthesis
import TestSupport
import Training

/// Recordings with what is true of them, and what is proposed in them.
struct LabellingCollection {
  private(set) var recordings: [LabellingCurve.Recording] = []
  private(set) var proposals: [ScoredProposal] = []

  /// One recording in so many is labelled before anything is proposed.
  private static let handful = 8

  /// A recording, listened to.
  private struct Heard: Sendable {
    let path: Path
    let onsets: [Int]
    let ignored: [Range<Int>]
    let sound: [Float]
    let candidates: [Candidate]
    let ruled: [Proposal]
  }

  /// Rendered recordings, or those below `--root` that the tag file `--tags` names.
  ///
  /// - Parameter setting: what is rendered: `.sensors` for ranges, `.mixed` for scenes.
  init(_ settings: Settings, _ setting: SceneSetting) throws {
    let seed = (try? settings.text("seed")).flatMap { UInt64($0) } ?? 51
    let heard =
      try (try? settings.path("tags")).map {
        try LabellingCollection.listen(below: settings.path("root"), tags: $0)
      } ?? LabellingCollection.rendered(setting, seed: seed)
    let open = heard.indices.filter { $0 % LabellingCollection.handful != 0 }.map { heard[$0] }
    if (try? settings.text("proposals")) == "rule" {
      for one in open { add(one, one.ruled.map { ($0.offset, $0.score) }) }
      return
    }
    let handful = heard.indices.filter { $0 % LabellingCollection.handful == 0 }.map { heard[$0] }
    let model = try LabellingCollection.model(handful, setting, seed: seed)
    let scale = LabellingScale(of: .onsets(model))
    let options = DetectorOptions(threshold: scale.leastScore)
    let found = try Parallel.tryMap(open.count) { index in
      let detector = try CandidateDetector(model, options, jobs: 1)
      let first = try open[index].sound.withUnsafeBufferPointer { try detector.append($0) }
      return first + (try detector.finish())
    }
    for (one, detections) in zip(open, found) {
      add(one, detections.map { ($0.offset, scale.scaled($0.score)) })
    }
  }

  /// A model of a handful of recordings, and of what whoever labels these can have rendered: recordings of the same kind
  /// with their labels, and others without a shot.
  private static func model(_ handful: [Heard], _ setting: SceneSetting, seed: UInt64) throws -> OnsetModel {
    let rendered = [try rendered(setting, seed: seed + 500), try rendered(.surroundings, seed: seed + 1000)]
    let lessons = ([handful] + rendered).enumerated().flatMap { number, all in all.map { ($0, number) } }
    let taught = lessons.enumerated().map { source, lesson in
      LabellingCollection.taught(lesson.0, source: source, collection: lesson.1)
    }
    let card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", "GUN"], name: "handful", recordings: [], parameters: [])
    return OnsetModel(card: card, judges: try CandidateTraining().fit(taught).judges)
  }

  private static func taught(_ heard: Heard, source: Int, collection: Int) -> TaughtRecording {
    TaughtRecording(
      candidates: heard.candidates, length: heard.sound.count, onsets: heard.onsets,
      ignored: heard.ignored,
      lesson: heard.onsets.isEmpty ? .others : .onsets, source: source, collection: collection)
  }

  private static func rendered(_ setting: SceneSetting, seed: UInt64) throws -> [Heard] {
    let plans = Scenes.plan(minutes: 40, seed: seed, parameters: SceneParameters(setting: setting))
    return try Parallel.tryMap(plans.count) { index in
      let (plan, scene) = (plans[index], plans[index].render())
      let mono = stride(from: 0, to: scene.samples.count, by: scene.channels).map { frame in
        scene.samples[frame..<frame + scene.channels].reduce(0, +) / Float(scene.channels)
      }
      return listen(
        to: try resampled(mono, from: scene.sampleRate), plan.path, plan.onsets,
        ignored: plan.ignored.map { $0.start..<$0.end })
    }
  }

  private static func listen(below root: Path, tags: Path) throws -> [Heard] {
    try TagFile(reading: tags, label: "GUN").entries.map { entry in
      let recording = try ResampledRecording(root.appending(entry.path.plain))
      return listen(to: try recording.samples(0..<recording.length), entry.path.plain, entry.offsets)
    }
  }

  private static func listen(
    to sound: [Float], _ path: Path, _ onsets: [Int], ignored: [Range<Int>] = []
  ) -> Heard {
    var scanner = CandidateScanner()
    scanner.append(sound)
    let ruled = OnsetDetector(OnsetOptions(threshold: 0.05)).proposals(in: sound)
    return Heard(
      path: path, onsets: onsets, ignored: ignored, sound: sound, candidates: scanner.finish(), ruled: ruled)
  }

  private static func resampled(_ mono: [Float], from rate: Int) throws -> [Float] {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("scene.wav")
    try FileSystem.writePlain(WAV.bytes(pcm16: mono, sampleRate: rate).bytes, to: file)
    let sound = try ResampledRecording(file)
    return try sound.samples(0..<sound.length)
  }

  private mutating func add(_ heard: Heard, _ found: [(offset: Int, score: Double)]) {
    recordings.append(
      LabellingCurve.Recording(
        path: heard.path, truth: heard.onsets, ignored: heard.ignored))
    var seen: Set<Int> = []
    proposals += found.filter { seen.insert($0.offset).inserted }.map {
      ScoredProposal(recording: heard.path, offset: $0.offset, score: $0.score)
    }
  }
}
