import Annotation
import Audio
import Basis
import Evaluation
import Files
import Labelling
import Onsets
import Synthesis
import TestSupport

extension Works {
  /// Keys until F of confirmed labels and unreviewed proposals stays at 0.95, in the order of the files, in random orders
  /// and by doubt, over a synthesised collection, or over recordings whose onsets a tag file has (`--recordings`, and the
  /// tag file as `--tags`).
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
        ("curve_file_order", sampled(file)), ("curve_doubt", sampled(byAnswers)),
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

/// Recordings with what is true of them, and what `Onsets` proposes in them.
private struct LabellingCollection {
  private(set) var recordings: [LabellingCurve.Recording] = []
  private(set) var proposals: [ScoredProposal] = []

  init(_ settings: Settings) throws {
    let least = OnsetOptions(threshold: 0.05)
    if let folder = try? settings.path("recordings") {
      let tags = try TagFile(reading: settings.path("tags"), label: "GUN")
      for entry in tags.entries {
        var scanner = OnsetScanner(least)
        try ResampledRecording(folder.appending(entry.path)).stream(blockLength: 1 << 16) {
          scanner.append($0)
        }
        add(entry.path, truth: entry.offsets, [], scanner.finish())
      }
      return
    }
    let seed = (try? settings.text("seed")).flatMap { UInt64($0) } ?? 51
    let plans = Scenes.plan(minutes: 40, seed: seed)
    let found = Parallel.map(plans.count) { index -> [Proposal] in
      let scene = plans[index].render()
      let mono = stride(from: 0, to: scene.samples.count, by: scene.channels).map { frame in
        scene.samples[frame..<frame + scene.channels].reduce(0, +) / Float(scene.channels)
      }
      guard let sound = try? LabellingCollection.resampled(mono, from: scene.sampleRate) else { return [] }
      return OnsetDetector(least).proposals(in: sound)
    }
    for (plan, proposals) in zip(plans, found) {
      add(plan.path, truth: plan.onsets, plan.ignored.map { $0.start..<$0.end }, proposals)
    }
  }

  private static func resampled(_ mono: [Float], from rate: Int) throws -> [Float] {
    let folder = Path("/tmp/shotmark-labelling-\(RandomKey(seed: UInt64(mono.count)).adding(rate).value)")
    try FileSystem.makeFolder(folder)
    defer { try? FileSystem.removeAll(folder) }
    let file = folder.appending("scene.wav")
    try FileSystem.writePlain(WAV.bytes(pcm16: mono, sampleRate: rate).bytes, to: file)
    let sound = try ResampledRecording(file)
    return try sound.samples(0..<sound.length)
  }

  private mutating func add(
    _ path: Path, truth: [Int], _ ignored: [Range<Int>], _ found: [Proposal]
  ) {
    recordings.append(LabellingCurve.Recording(path: path, truth: truth, ignored: ignored))
    var seen: Set<Int> = []
    proposals += found.filter { seen.insert($0.offset).inserted }.map {
      ScoredProposal(recording: path, offset: $0.offset, score: $0.score)
    }
  }
}
