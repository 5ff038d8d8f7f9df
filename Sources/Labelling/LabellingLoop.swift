import Annotation
import Basis
import Chunks
import Evaluation
import Files
import Synchronization
import Training

/// A round of labelling: what is labelled becomes chunks, these a model, and this the proposals for the rest.
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
    let inputs = inputs(labelled, known)
    let isNew = log.rounds.last?.inputs != inputs
    let number = isNew ? log.rounds.count + 1 : log.rounds.count
    var slicing = options.slicing
    slicing.tags = [options.tags]
    slicing.jobs = options.jobs
    failures += try Slicing(slicing, progress: progress).run(into: options.set).failures
    let set = try ChunkSet(opening: options.set)
    try options.cancellation.check()
    let stage = try TrainingStage(options, set, number: number, progress)
    let open = known.filter { isOpen($0.recording.name.plain, labelled) }
    let heldOut = heldOut(set, known).filter { !isOpen($0.recording.name.plain, labelled) }
    let found = try detect(open + heldOut, stage, &failures)
    let ranking = DoubtRanking()
    let searched = open.map(\.recording.name).filter { found[$0] != nil }
    let proposals = searched.flatMap { found[$0] ?? [] }
    let scored = heldOut.map(\.recording.name).filter { found[$0] != nil }
    let round = RoundLog.Round(
      number: number, recordings: labelled.offsets.count, labels: labelled.labels, chunks: set.rows.count,
      validationAUC: auc(stage.model, set),
      f: try f(scored, found, labelled, threshold: ranking.threshold), heldOut: scored.count,
      model: stage.file.name, inputs: inputs)
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

  private func inputs(_ labelled: LabelledRecordings, _ known: [Known]) -> String {
    let digest = RunningDigest()
    digest.append(Array("\(options.training)\n\(options.cutting)\n\(labelled.digest)\n".utf8))
    if options.search == .unreviewed { digest.append(Array("unreviewed\n".utf8)) }
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

  /// Labelled recordings of the queue that the model was not trained on.
  private func heldOut(_ set: ChunkSet, _ known: [Known]) -> [Known] {
    let trained = Set(set.rows.filter { $0.split == .train }.map(\.recordingSHA256))
    let others = Set(set.rows.filter { $0.split != .train }.map(\.recordingSHA256)).subtracting(trained)
    return known.filter { others.contains($0.digest) }
  }

  private func detect(
    _ items: [Known], _ stage: TrainingStage, _ failures: inout [any ThreePartError]
  ) throws -> [Path: [ScoredProposal]] {
    let kept = KeptDetections(folder: options.folder.appending("Detected"))
    let detector = try DetectingModel.detecting(
      .windows(stage.model), label: options.label, digest: stage.digest,
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

  /// `nil` where the split val has not both labels.
  private func auc(_ model: any TrainedModel, _ set: ChunkSet) -> Double? {
    var reporting = ReportOptions()
    reporting.positive = options.label
    let evaluation = try? ModelEvaluation(
      model, on: set, split: .val, options: reporting, jobs: options.jobs)
    return evaluation?.report.figures.rocAUC
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

/// A recording that was left out.
struct UnusableRecording: ThreePartError {
  let file: Path
  let error: any Error

  var what: String { (error as? any ThreePartError)?.what ?? "the recording could not be used: \(error)" }
  var place: String { (error as? any ThreePartError)?.place ?? file.description }
  var remedy: String { (error as? any ThreePartError)?.remedy ?? "mend the file, or leave it out" }
}
