import Audio
import Basis
import Files
import Synchronization
import Training

/// How a model for onsets is made of recordings.
package struct OnsetTraining: Sendable {
  /// What is learnt from it.
  package struct Outcome: Sendable {
    package let model: OnsetModel
    /// Labelled shots, and those of them that are not at any rise.
    package let (shots, unheard): (Int, Int)
    /// Recordings that were left out, and why.
    package let failures: [(file: Path, error: any Error)]
    /// F at 50 ms by collection, each recording judged by what had learnt from nothing of its source, and how many
    /// recordings that are; `nil` for collections without a known shot.
    package let unseen: [(f: Double, recordings: Int)?]
  }

  /// The label that is looked for.
  package var label = "GUN"
  /// How the judges learn.
  package var judges = CandidateTraining()

  package init() {}

  /// Listens to recordings, and learns from them.
  ///
  /// - Parameters:
  ///   - collections: recordings by where they come from; collections count alike.
  ///   - progress: is told of recordings that were listened to, `reading recordings`, then of `training networks`; what it
  ///     throws ends all.
  /// - Throws: `NothingToLearn`; a recording that cannot be read is left out.
  package func train(
    _ collections: [[OnsetLesson]], name: String,
    progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) throws -> Void = { _, _, _ in }
  ) throws -> Outcome {
    let lessons = collections.enumerated().flatMap { number, lessons in lessons.map { (number, $0) } }
    var sources: [Path: Int] = [:]
    for (_, lesson) in lessons where sources[lesson.source] == nil { sources[lesson.source] = sources.count }
    let numbers = sources
    let done = Atomic<Int>(0)
    let heard = try Parallel.tryMap(lessons.count, jobs: judges.jobs) { index in
      let (number, lesson) = lessons[index]
      let heard = Result { try OnsetTraining.listen(to: lesson, source: numbers[lesson.source] ?? 0, number) }
      try progress(
        "reading recordings", done.wrappingAdd(1, ordering: .relaxed).newValue, lessons.count)
      return heard
    }
    var (taught, digests, failures): ([TaughtRecording], [String], [(Path, any Error)]) = ([], [], [])
    for (outcome, lesson) in zip(heard, lessons) {
      switch outcome {
      case .success(let one):
        taught.append(one.recording)
        digests.append(one.digest)
      case .failure(let error): failures.append((lesson.1.file, error))
      }
    }
    var judges = judges
    judges.networkDone = { try progress("training networks", $0, $1) }
    let fitted = try judges.fit(taught)
    let unseen = try collections.indices.map { try fitted.unseen.f(of: taught, collection: $0) }
    var card = ModelCard(
      kind: OnsetModel.kind, labels: ["ENV", label], name: name, recordings: digests,
      parameters: [
        JSON.Member("n_estimators", .number(judges.nTrees)),
        JSON.Member("seed", .number(Int(clamping: judges.seed))),
      ])
    if let first = unseen.first, let own = first {
      card.scores = [
        JSON.Member(OnsetModel.fName, .number(own.f)),
        JSON.Member(OnsetModel.judgedName, .number(own.recordings)),
      ]
    }
    let shots = taught.reduce(0) { $0 + $1.onsets.count }
    let found = taught.reduce(0) { sum, one in
      sum + (one.lesson == .onsets ? one.kinds.count { $0 == .shot } : 0)
    }
    return Outcome(
      model: OnsetModel(card: card, judges: fitted.judges), shots: shots, unheard: shots - found,
      failures: failures, unseen: unseen)
  }

  private static func listen(
    to lesson: OnsetLesson, source: Int, _ collection: Int
  ) throws -> (recording: TaughtRecording, digest: String) {
    var scanner = CandidateScanner()
    var length = 0
    try ResampledRecording(lesson.file).stream(blockLength: Sampling.rate) {
      length += $0.count
      scanner.append($0)
    }
    let recording = TaughtRecording(
      candidates: scanner.finish(), length: length, onsets: lesson.onsets, ignored: lesson.ignored,
      lesson: lesson.lesson, source: source, collection: collection)
    return (recording, try SHA256.hex(file: lesson.file))
  }
}
