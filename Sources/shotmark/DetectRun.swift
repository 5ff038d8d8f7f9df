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
    let model: any TrainedModel
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
      let found = try DetectStream.run(job, rawRate: rawRate, console)
      return try finish(job, [found], Failures(), of: 1, console)
    }
    if rawRate != nil {
      throw UsageError.conflict(
        "only standard input holds raw samples", options: "option --raw-rate",
        remedy: "give - as the recording, or leave it out")
    }
    let list = try RecordingList(paths, root: arguments.value(CommonOptions.root))
    var failures = list.failures
    var found: [Found] = []
    for (entry, outcome) in zip(list.entries, detect(list.entries, job, console)) {
      switch outcome {
      case .success(let one): found.append(one)
      case .failure(let error): failures.add(error, about: entry.file)
      }
    }
    return try finish(job, found, failures, of: list.count, console)
  }

  private static func job(_ arguments: Arguments) throws -> Job {
    let out = arguments.optional(DetectOptions.out)
    if let out { try ProposalsFile.check(out, scores: ScoreFile.path(beside: out)) }
    let reference = try arguments.optional(DetectOptions.reference).map { try DetectReference(reading: $0) }
    let model = try ModelFile.read(arguments.value(DetectOptions.model))
    let threshold = try arguments.value(DetectOptions.threshold)
    let refractory = try arguments.value(DetectOptions.refractory) * Double(Sampling.rate) / 1000
    let options = DetectorOptions(
      threshold: reference == nil ? threshold : min(threshold, floor), refractory: Int(refractory),
      delay: try arguments.value(DetectOptions.delay), positive: arguments.optional(DetectOptions.positive))
    // What is wrong with the label or the features is wrong for all recordings.
    _ = try Detector(model, options, jobs: 1)
    return Job(
      model: model, options: options, threshold: threshold,
      jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores,
      isJSON: arguments.has(CommonOptions.json), out: out, reference: reference)
  }

  private static func detect(
    _ entries: [RecordingList.Entry], _ job: Job, _ console: Console
  ) -> [Result<Found, any Error>] {
    let seconds = Parallel.map(entries.count, jobs: job.jobs) { claimedSeconds(entries[$0].file) }
    let count = DetectCount()
    let progress = Progress(
      "Detecting", unit: "seconds", total: seconds.reduce(0, +), on: console
    ) { count.text }
    defer { progress.finish() }
    let lines = DetectLines(console)
    let workers = max(1, min(job.jobs, entries.count))
    let inner = max(1, job.jobs / workers)
    let model = job.model
    let (options, threshold, isJSON, summarises) = (
      job.options, job.threshold, job.isJSON, job.printsSummaries
    )
    let outcomes = try? Parallel.tryMap(entries.count, jobs: workers, with: { Worker() }) { worker, index in
      let name = entries[index].name
      let outcome = Result { () throws -> Found in
        let detector = try worker.detector ?? Detector(model, options, jobs: inner)
        // One that failed has sound of another recording in it.
        worker.detector = nil
        var (detections, heard): ([Detection], Int) = ([], 0)
        let length = try detector.detect(in: entries[index].file) { samples in
          let before = heard / Sampling.rate
          heard += samples
          progress.advance(by: heard / Sampling.rate - before)
        } found: { found in
          detections += found
          let told = found.filter { $0.score >= threshold }
          count.add(told.count)
          if isJSON, !told.isEmpty { lines.add(told.map { DetectLines.json($0, in: name) }, of: index) }
        }
        worker.detector = detector
        return Found(name: name, file: entries[index].file, length: length, detections: detections)
      }
      if summarises, case .success(let found) = outcome { lines.add([summary(found)], of: index) }
      lines.finish(index)
      return outcome
    }
    return outcomes ?? []
  }

  /// What a thread keeps from one recording to the next.
  private struct Worker {
    var detector: Detector?
  }

  /// What the header says, for the progress line alone.
  private static func claimedSeconds(_ file: Path) -> Int {
    guard let info = (try? Recording(opening: file))?.info, info.sampleRate > 0 else { return 0 }
    return info.claimedFrames / info.sampleRate
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
    _ job: Job, _ found: [Found], _ failures: Failures, of count: Int, _ console: Console
  ) throws -> Outcome {
    let told = found.map { one in
      Found(
        name: one.name, file: one.file, length: one.length,
        detections: one.detections.filter { $0.score >= job.threshold })
    }
    if let out = job.out {
      try DetectFiles(told).write(to: out)
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
