import Audio
import Basis
import Detection
import Files

/// `shotmark detect MODEL RECORDING|DIR…`: recordings side by side, told of in their order.
struct DetectRecordings {
  let job: DetectRun.Job
  let stop: DetectStop
  let console: Console

  /// What a thread keeps from one recording to the next.
  private struct Worker {
    var detector: (any StreamDetector)?
  }

  /// Where what is told goes.
  private struct Telling: Sendable {
    let lines: DetectLines
    let count: DetectCount
    let progress: Progress
  }

  /// What was found in each, or why nothing was.
  func run(_ entries: [RecordingList.Entry]) -> [Result<DetectRun.Found, any Error>] {
    let seconds = Parallel.map(entries.count, jobs: job.jobs) { [stop] in
      stop.isOn ? 0 : DetectRecordings.claimedSeconds(entries[$0].file)
    }
    let count = DetectCount()
    let progress = Progress(
      "Detecting", unit: "seconds", total: seconds.reduce(0, +), on: console
    ) { count.text }
    defer { progress.finish() }
    let telling = Telling(lines: DetectLines(console), count: count, progress: progress)
    let workers = max(1, min(job.jobs, entries.count))
    let inner = max(1, job.jobs / workers)
    let outcomes = try? Parallel.tryMap(entries.count, jobs: workers, with: { Worker() }) {
      [job, self] worker, index in
      let entry = entries[index]
      let outcome = Result { () throws -> DetectRun.Found in
        try stop.check()
        let detector = try worker.detector ?? job.model.detector(job.options, jobs: inner)
        // One that failed has sound of another recording in it.
        worker.detector = nil
        let found = try detect(entry, with: detector, telling, of: index)
        worker.detector = detector
        return found
      }
      if job.printsSummaries, case .success(let found) = outcome {
        telling.lines.add([DetectRun.summary(found)], of: index)
      }
      telling.lines.finish(index)
      return outcome
    }
    return outcomes ?? []
  }

  private func detect(
    _ entry: RecordingList.Entry, with detector: any StreamDetector, _ telling: Telling, of index: Int
  ) throws -> DetectRun.Found {
    var (detections, heard): ([Detection], Int) = ([], 0)
    let length = try detector.detect(in: entry.file) { samples in
      let before = heard / Sampling.rate
      heard += samples
      telling.progress.advance(by: heard / Sampling.rate - before)
    } found: { found in
      try stop.check()
      detections += found
      let told = found.filter { $0.score >= job.threshold }
      telling.count.add(told.count)
      if job.isJSON, !told.isEmpty {
        telling.lines.add(told.map { DetectLines.json($0, in: entry.name) }, of: index)
      }
    }
    return DetectRun.Found(name: entry.name, file: entry.file, length: length, detections: detections)
  }

  /// What the header says, for the progress line alone.
  private static func claimedSeconds(_ file: Path) -> Int {
    guard let info = (try? Recording(opening: file))?.info, info.sampleRate > 0 else { return 0 }
    return info.claimedFrames / info.sampleRate
  }
}
