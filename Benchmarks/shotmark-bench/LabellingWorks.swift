import Annotation
import Audio
import Basis
import Detection
import Evaluation
import Files
import Labelling
import Onsets
import Synthesis
import TestSupport
import Training

extension Works {
  /// Keys until F of confirmed labels and unreviewed proposals stays at 0.95, in the order of the files, in random orders
  /// and by doubt. One recording in eight is labelled already; `train onsets` learns from these and from recordings of
  /// another seed, and proposes in the rest.
  ///
  /// `--kind` says of which recordings: synthesised `scenes`, or `ranges`. `--proposals rule` takes those of
  /// `shotmark onsets` instead.
  static func labellingCurve(_ settings: Settings) throws -> Measured {
    let collection = try LabellingCollection(settings)
    let proposals = collection.proposals
    let ranking = DoubtRanking()
    let collar = Sampling.rate / 20
    func curve(_ order: [ScoredProposal], _ recordings: [LabellingCurve.Recording]) -> LabellingCurve {
      LabellingCurve(order, of: recordings, threshold: ranking.threshold, collar: collar)
    }
    func grouped(_ paths: [Path]) -> LabellingCurve {
      let found = Dictionary(grouping: proposals, by: \.recording)
      let known = Dictionary(collection.recordings.map { ($0.path, $0) }) { first, _ in first }
      return curve(paths.flatMap { found[$0] ?? [] }, paths.compactMap { known[$0] })
    }
    let paths = collection.recordings.map(\.path)
    let file = grouped(paths)
    let random = (0..<20).map { number -> LabellingCurve in
      var (random, shuffled) = (RandomKey(seed: 41).adding(number).generator(), paths)
      random.shuffle(&shuffled)
      return grouped(shuffled)
    }
    let byRecording = grouped(ranking.order(paths, by: proposals))
    let byProposal = curve(ranking.order(proposals), collection.recordings)
    var right: Set<ScoredProposal> = []
    let found = Dictionary(grouping: proposals, by: \.recording)
    for recording in collection.recordings {
      let own = found[recording.path] ?? []
      for pair in OnsetMatching.nearestPairs(
        first: own.map(\.offset), second: recording.truth, collar: collar)
      { right.insert(own[pair.first]) }
    }
    let asked = AnsweredDoubt.order(proposals, threshold: ranking.threshold) { right.contains($0) }
    let byAnswers = curve(asked, collection.recordings)
    let jumping = LabellingCurve(
      asked, of: collection.recordings, threshold: ranking.threshold, collar: collar, keysPerJump: 1)
    let wrong = proposals.count { right.contains($0) != ($0.score >= ranking.threshold) }
    func keys(_ curve: LabellingCurve) -> JSON.Value {
      curve.keys(toReach: 0.95).map { .number($0) } ?? .null
    }
    let randomKeys = random.compactMap { $0.keys(toReach: 0.95) }.sorted()
    return Measured(
      items: proposals.count, unit: "proposals",
      more: [
        ("recordings", .number(paths.count)),
        ("shots", .number(collection.recordings.reduce(0) { $0 + $1.truth.count })),
        ("f_before_any_key", .number(file.points.first?.f ?? 0)),
        ("keys_in_all", .number(file.points.last?.keys ?? 0)),
        ("keys_file_order", keys(file)),
        (
          "keys_random_order_median",
          randomKeys.isEmpty ? .null : .number(randomKeys[randomKeys.count / 2])
        ),
        ("keys_doubt_by_recording", keys(byRecording)), ("keys_doubt_by_proposal", keys(byProposal)),
        ("keys_doubt_by_answers", keys(byAnswers)), ("keys_doubt_by_answers_jumps_counted", keys(jumping)),
        ("proposals_wrong_at_threshold", .number(wrong)),
        (
          "f_by_threshold",
          .array(
            [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map { threshold in
              let all = LabellingCurve(
                proposals, of: collection.recordings, threshold: threshold, collar: collar)
              return .number(((all.points.first?.f ?? 0) * 1000).rounded() / 1000)
            })
        ), ("curve_file_order", sampled(file)), ("curve_doubt", sampled(byAnswers)),
      ])
  }

  /// F after each twentieth of the keys.
  private static func sampled(_ curve: LabellingCurve) -> JSON.Value {
    let last = curve.points.last?.keys ?? 0
    return .array(
      (0...20).map { part in
        let reached = curve.points.last { $0.keys <= last * part / 20 }
        return .number(((reached?.f ?? 0) * 1000).rounded() / 1000)
      })
  }
}

/// Recordings with what is true of them, and what is proposed in them.
private struct LabellingCollection {
  private(set) var recordings: [LabellingCurve.Recording] = []
  private(set) var proposals: [ScoredProposal] = []

  /// One recording in so many is labelled before anything is proposed.
  private static let handful = 8

  /// A rendered scene, listened to.
  private struct Heard: Sendable {
    let plan: ScenePlan
    let sound: [Float]
    let candidates: [Candidate]
    let ruled: [Proposal]
  }

  init(_ settings: Settings) throws {
    let seed = (try? settings.text("seed")).flatMap { UInt64($0) } ?? 51
    let kind = (try? settings.text("kind")) ?? "scenes"
    guard ["scenes", "ranges"].contains(kind) else { throw SettingsError(what: "--kind is scenes or ranges") }
    let parameters = SceneParameters(setting: kind == "ranges" ? .sensors : .mixed)
    let plans = Scenes.plan(minutes: 40, seed: seed, parameters: parameters)
    let heard = try Parallel.tryMap(plans.count) { try LabellingCollection.listen(to: plans[$0]) }
    let open = heard.indices.filter { $0 % LabellingCollection.handful != 0 }.map { heard[$0] }
    if (try? settings.text("proposals")) == "rule" {
      for one in open { add(one, one.ruled.map { ($0.offset, $0.score) }) }
      return
    }
    // Whoever labels a handful has sounds without shots, too: hard negatives of another seed.
    let noises = Scenes.plan(
      minutes: 40, seed: seed + 1000, parameters: SceneParameters(setting: .surroundings))
    let others = try Parallel.tryMap(noises.count) { try LabellingCollection.listen(to: noises[$0]) }
    let elsewhere = Scenes.plan(minutes: 40, seed: seed + 500, parameters: parameters)
    let learnt = try Parallel.tryMap(elsewhere.count) { try LabellingCollection.listen(to: elsewhere[$0]) }
    let labelled = heard.indices.filter { $0 % LabellingCollection.handful == 0 }.map { heard[$0] }
    let lessons = [labelled, learnt, others].enumerated().flatMap { number, all in all.map { ($0, number) } }
    let taught = lessons.enumerated().map { source, lesson in
      LabellingCollection.taught(lesson.0, source: source, collection: lesson.1)
    }
    let card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", "GUN"], name: "handful", recordings: [], parameters: [])
    let model = OnsetModel(card: card, judges: try CandidateTraining().fit(taught))
    let found = try Parallel.tryMap(open.count) { index in
      let options = DetectorOptions(threshold: DetectingModel.least)
      let detector = try CandidateDetector(model, options, jobs: 1)
      let first = try open[index].sound.withUnsafeBufferPointer { try detector.append($0) }
      return first + (try detector.finish())
    }
    for (one, detections) in zip(open, found) { add(one, detections.map { ($0.offset, $0.score) }) }
  }

  private static func taught(_ heard: Heard, source: Int, collection: Int) -> TaughtRecording {
    TaughtRecording(
      candidates: heard.candidates, length: heard.sound.count, onsets: heard.plan.onsets,
      ignored: heard.plan.ignored.map { $0.start..<$0.end },
      lesson: heard.plan.onsets.isEmpty ? .others : .onsets, source: source, collection: collection)
  }

  private static func listen(to plan: ScenePlan) throws -> Heard {
    let scene = plan.render()
    let mono = stride(from: 0, to: scene.samples.count, by: scene.channels).map { frame in
      scene.samples[frame..<frame + scene.channels].reduce(0, +) / Float(scene.channels)
    }
    let sound = try LabellingCollection.resampled(mono, from: scene.sampleRate)
    var scanner = CandidateScanner()
    scanner.append(sound)
    let ruled = OnsetDetector(OnsetOptions(threshold: 0.05)).proposals(in: sound)
    return Heard(plan: plan, sound: sound, candidates: scanner.finish(), ruled: ruled)
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
        path: heard.plan.path, truth: heard.plan.onsets, ignored: heard.plan.ignored.map { $0.start..<$0.end }
      ))
    var seen: Set<Int> = []
    proposals += found.filter { seen.insert($0.offset).inserted }.map {
      ScoredProposal(recording: heard.plan.path, offset: $0.offset, score: $0.score)
    }
  }
}
