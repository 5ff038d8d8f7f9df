import Annotation
import Basis
import Chunks
import Evaluation
import Files
import Synchronization

/// A round of labelling: what is labelled becomes a model, and this the proposals for the rest.
///
/// Every stage leaves a file that is made anew only where what it follows from is another: so a round that was broken off
/// goes on, and ends with the bytes of one that was not.
public struct LabellingLoop: Sendable {
  /// What a round leaves behind.
  public struct Outcome: Sendable {
    /// Its row of the log.
    public let round: RoundLog.Round
    /// Whether anything was new.
    public let isNew: Bool
    /// The proposals for what is not labelled yet, the most doubtful first.
    public let ranked: [ScoredProposal]
    /// The recordings that were searched, those first that should be looked at first.
    public let queue: [Path]
    /// What could not be done.
    public let failures: [any ThreePartError]
  }

  private let options: LoopOptions
  private let progress: ChunksProgressHandler
  private let digests: DigestCache

  /// A loop.
  public init(_ options: LoopOptions, progress: @escaping ChunksProgressHandler = { _ in }) {
    self.options = options
    self.progress = progress
    digests = DigestCache()
  }

  /// Runs a round, or finds that nothing has changed since the last one.
  ///
  /// - Parameter write: is given the outcome before it is logged, to write the proposals.
  /// - Throws: `LabellingError`, and where nothing can be done at all; what concerns one recording is in the outcome.
  public func run(write: (Outcome) throws -> Void) throws -> Outcome {
    let labelled = try LabelledRecordings(reading: options.tags, label: options.label)
    guard labelled.labels > 0 else {
      throw LabellingError.nothingLabelled(options.tags, label: options.label)
    }
    try FileSystem.makeFolder(options.folder.appending("Detected"))
    let lock = try FolderLock(options.folder)
    defer { lock.release() }
    var log = try RoundLog(reading: options.folder.appending("rounds.csv"))
    var failures: [any ThreePartError] = []
    let known = hash(&failures)
    let onsets = try options.kind == .onsets ? OnsetStage(options, digests) : nil
    let inputs = inputs(labelled, known, onsets?.digest)
    let isNew = log.rounds.last?.inputs != inputs
    let number = isNew ? log.rounds.count + 1 : log.rounds.count
    let stage =
      try onsets?.run(number: number, progress) ?? ChunkStage.run(options, number: number, progress)
    failures += stage.failures
    let open = known.filter { isOpen($0.recording.name.plain, labelled) }
    let heldOut = known.filter {
      stage.unseen.contains($0.digest) && !isOpen($0.recording.name.plain, labelled)
    }
    let found = try detect(open + heldOut, by: stage.model, &failures)
    let ranking = DoubtRanking()
    let searched = open.map(\.recording.name).filter { found[$0] != nil }
    let proposals = searched.flatMap { found[$0] ?? [] }
    let scored = heldOut.map(\.recording.name).filter { found[$0] != nil }
    let round = RoundLog.Round(
      number: number, recordings: labelled.offsets.count, labels: labelled.labels, chunks: stage.chunks,
      validationAUC: stage.validationAUC,
      f: try stage.figures?.f ?? f(scored, found, labelled, threshold: ranking.threshold),
      heldOut: stage.figures?.recordings ?? scored.count,
      model: stage.model.file.name, inputs: inputs)
    let outcome = Outcome(
      round: round, isNew: isNew, ranked: ranking.order(proposals),
      queue: ranking.order(searched, by: proposals), failures: failures)
    try write(outcome)
    if isNew { try log.add(round) }
    return outcome
  }

  private struct Known: Sendable {
    let recording: LoopOptions.Recording
    let digest: String
  }

  /// The digests of all recordings that can be read.
  private func hash(_ failures: inout [any ThreePartError]) -> [Known] {
    let recordings = options.recordings.sorted { $0.name < $1.name }
    let digests = digests
    let outcomes = Parallel.map(recordings.count, jobs: options.jobs) { index in
      Result { try digests.sha256(of: recordings[index].file) }
    }
    return zip(recordings, outcomes).compactMap { recording, outcome in
      do {
        return Known(recording: recording, digest: try outcome.get())
      } catch {
        failures.append(UnusableRecording(file: recording.file, error: error))
        return nil
      }
    }
  }

  private func inputs(_ labelled: LabelledRecordings, _ known: [Known], _ lessons: String?) -> String {
    let digest = RunningDigest()
    digest.append(Array("\(options.training)\n\(options.cutting)\n\(labelled.digest)\n".utf8))
    if options.search == .unreviewed { digest.append(Array("unreviewed\n".utf8)) }
    if let lessons { digest.append(Array("\(lessons)\n".utf8)) }
    for item in known { digest.append(item.recording.name.bytes + Array("\n\(item.digest)\n".utf8)) }
    return digest.hex()
  }

  /// Whether proposals are wanted for a recording.
  private func isOpen(_ recording: Path, _ labelled: LabelledRecordings) -> Bool {
    switch options.search {
    case .unlabelled: labelled.offsets[recording] == nil
    case .unreviewed: !labelled.reviewed.contains(recording)
    }
  }

  private func detect(
    _ items: [Known], by model: RoundModel, _ failures: inout [any ThreePartError]
  ) throws -> [Path: [ScoredProposal]] {
    let kept = KeptDetections(folder: options.folder.appending("Detected"))
    let detector = try DetectingModel.detecting(
      model.model, label: options.label, digest: model.digest,
      jobs: max(1, options.jobs / max(1, items.count)))
    let cancellation = options.cancellation
    let done = Atomic<Int>(0)
    let outcomes = Parallel.map(items.count, jobs: options.jobs) { index in
      let item = items[index]
      let outcome = Result {
        try cancellation.check()
        return try kept.proposals(
          of: item.recording.file, named: item.recording.name, digest: item.digest, by: detector, cancellation
        )
      }
      progress(
        ChunksProgress(
          stage: "listening", done: done.wrappingAdd(1, ordering: .relaxed).newValue, total: items.count))
      return outcome
    }
    try cancellation.check()
    var found: [Path: [ScoredProposal]] = [:]
    for (item, outcome) in zip(items, outcomes) {
      switch outcome {
      case .success(let proposals): found[item.recording.name] = proposals
      case .failure(let error):
        failures.append(UnusableRecording(file: item.recording.file, error: error))
      }
    }
    return found
  }

  private func f(
    _ names: [Path], _ found: [Path: [ScoredProposal]], _ labelled: LabelledRecordings, threshold: Double
  ) throws -> Double? {
    let recordings = names.map { name in
      RecordingOnsets(
        estimated: (found[name] ?? []).filter { $0.score >= threshold }.map(\.offset),
        reference: labelled.offsets[name.plain] ?? [], ignored: labelled.ignored[name.plain] ?? [])
    }
    return try OnsetScore(recordings, collars: [50]).collars.first?.f
  }
}
