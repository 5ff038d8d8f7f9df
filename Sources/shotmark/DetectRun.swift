import Annotation
import Audio
import Basis
import Detection
import Evaluation
import Files
import Training

/// What `shotmark detect` does.
enum DetectRun {
  /// The score from which detections are kept for figures, whatever the threshold.
  private static let floor = 0.02

  /// What was found in one recording.
  struct Found: Sendable {
    /// Its path below the root.
    let name: Path
    /// The file; `nil` for a stream.
    let file: Path?
    /// In samples at 16 kHz.
    let length: Int
    /// From the floor on where there is a reference, else from the threshold on.
    let detections: [Detection]
  }

  /// What a run does.
  struct Job {
    let model: ShotModel
    let options: DetectorOptions
    /// The score from which a detection is one.
    let threshold: Double
    let jobs: Int
    let isJSON: Bool
    let out: Path?
    let reference: DetectReference?

    /// Whether recordings are told of on lines of their own.
    var printsSummaries: Bool { !isJSON && out == nil && reference == nil }
  }

  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let job = try job(arguments)
    let paths = arguments.all(DetectOptions.recordings)
    let rawRate = arguments.optional(DetectOptions.rawRate)
    if paths.contains("-") {
      guard paths.count == 1 else {
        throw UsageError.conflict(
          "standard input cannot be searched along with recordings", options: "argument RECORDING|DIR",
          remedy: "give - alone")
      }
      return try stoppable(job, console) { try stream(job, rawRate: rawRate, $0, console) }
    }
    if rawRate != nil {
      throw UsageError.conflict(
        "only standard input holds raw samples", options: "option --raw-rate",
        remedy: "give - as the recording, or leave it out")
    }
    let list = try RecordingList(paths, root: arguments.value(CommonOptions.root))
    return try stoppable(job, console) { try recordings(job, list, $0, console) }
  }

  /// Does what a signal or a closed pipe may end early, and dies by the signal then.
  private static func stoppable(
    _ job: Job, _ console: Console, _ body: (DetectStop) throws -> Outcome
  ) throws -> Outcome {
    let stop = DetectStop(console, needsReader: job.out == nil && job.reference == nil)
    stop.watch()
    do {
      let outcome = try body(stop)
      stop.end()
      return outcome
    } catch is DetectStop.Stopped {
      if stop.isInterrupted { console.farewell() }
      stop.end()
      return .success
    } catch {
      if stop.isInterrupted { console.report(error) }
      stop.end()
      throw error
    }
  }

  private static func stream(
    _ job: Job, rawRate: Int?, _ stop: DetectStop, _ console: Console
  ) throws -> Outcome {
    let (found, failure) = try DetectStream.run(job, rawRate: rawRate, stop, console)
    if stop.isInterrupted { console.note("interrupted after \(Sampling.clock(found.length)) of sound") }
    var failures = Failures()
    if let failure { failures.add(failure, about: "standard input") }
    return try finish(job, [found], failures, of: 1, console)
  }

  private static func recordings(
    _ job: Job, _ list: RecordingList, _ stop: DetectStop, _ console: Console
  ) throws -> Outcome {
    var failures = list.failures
    var (found, unreached): ([Found], [Path]) = ([], [])
    let outcomes = DetectRecordings(job: job, stop: stop, console: console).run(list.entries)
    for (entry, outcome) in zip(list.entries, outcomes) {
      switch outcome {
      case .success(let one): found.append(one)
      case .failure(is DetectStop.Stopped): unreached.append(entry.name)
      case .failure(let error): failures.add(error, about: entry.file)
      }
    }
    if found.isEmpty, !unreached.isEmpty { throw DetectStop.Stopped() }
    if stop.isInterrupted {
      console.note("interrupted: \(found.count) of \(list.count) recordings were gone through")
    }
    return try finish(job, found, unreached: unreached, failures, of: list.count, console)
  }

  private static func job(_ arguments: Arguments) throws -> Job {
    let out = arguments.optional(DetectOptions.out)
    if let out { try ProposalsFile.check(out, scores: ScoreFile.path(beside: out)) }
    let reference = try arguments.optional(DetectOptions.reference).map { try DetectReference(reading: $0) }
    let model = try ShotModel.read(arguments.value(DetectOptions.model))
    let threshold = try arguments.value(DetectOptions.threshold)
    let refractory = try arguments.value(DetectOptions.refractory) * Double(Sampling.rate) / 1000
    let options = DetectorOptions(
      threshold: reference == nil ? threshold : min(threshold, floor), refractory: Int(refractory),
      delay: try arguments.value(DetectOptions.delay), positive: arguments.optional(DetectOptions.positive))
    // What is wrong with the label or the features is wrong for all recordings.
    _ = try model.detector(options, jobs: 1)
    return Job(
      model: model, options: options, threshold: threshold,
      jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores,
      isJSON: arguments.has(CommonOptions.json), out: out, reference: reference)
  }

  /// One line of a recording.
  static func summary(_ found: Found) -> String {
    let best = found.detections.map(\.score).max()
    return ErrorText.plain(found.name.description)
      + ": \(found.detections.count) shots in \(Sampling.clock(found.length))"
      + (best.map { ", the surest \(Figures.text($0))" } ?? "")
  }

  /// Writes what was found, and says how good it is.
  private static func finish(
    _ job: Job, _ found: [Found], unreached: [Path] = [], _ failures: Failures, of count: Int,
    _ console: Console
  ) throws -> Outcome {
    var failures = failures
    let told = found.map { one in
      Found(
        name: one.name, file: one.file, length: one.length,
        detections: one.detections.filter { $0.score >= job.threshold })
    }
    if let out = job.out {
      do {
        try DetectFiles(told, unreached: unreached).write(to: out)
      } catch let error as DetectFiles.Held {
        failures.add(error, about: out)
      }
      let shots = told.reduce(0) { $0 + $1.detections.count }
      let line = "\(out): \(shots) shots detected in \(told.count) recordings"
      if job.isJSON { console.note(line) } else { console.print(line) }
    }
    if let reference = job.reference {
      let report = try reference.report(found, threshold: job.threshold)
      if job.isJSON {
        let figures = JSON.Value.object([("figures", Figures.json(report.value))])
        console.print(figures.text(pretty: false))
      } else {
        for line in DetectionText(report).lines { console.print(line) }
      }
      for note in try reference.notes(found, model: job.model) { console.note("note: \(note)") }
    }
    return try failures.finish(console, list: nil, of: count, unit: "recordings")
  }
}
