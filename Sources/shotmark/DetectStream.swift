import Audio
import Basis
import Detection

/// `shotmark detect MODEL -`.
enum DetectStream {
  /// What tag files call it.
  static let name: Path = "-"
  /// Windows judged at a time: a second of sound.
  private static let windowsAtOnce = 8

  /// Goes through standard input to its end, telling shots as they are settled.
  /// Where it breaks off in the midst, or is to end, what was heard until then counts.
  ///
  /// - Returns: what was found, and what was wrong behind it.
  static func run(
    _ job: DetectRun.Job, rawRate: Int?, _ stop: DetectStop, _ console: Console
  ) throws -> (found: DetectRun.Found, failure: (any Error)?) {
    var options = job.options
    options.windowsAtOnce = windowsAtOnce
    let detector = try job.model.detector(options, jobs: job.jobs)
    let stream = try opened(rawRate: rawRate, stop)
    let count = DetectCount()
    let progress = Progress("Detecting", unit: "seconds", on: console) { count.text }
    defer { progress.finish() }
    let lines = DetectLines(console)
    var detections: [Detection] = []
    func take(_ found: [Detection]) {
      detections += found
      let told = found.filter { $0.score >= job.threshold }
      count.add(told.count)
      if job.isJSON { lines.add(told.map { DetectLines.json($0, in: name) }, of: 0) }
    }
    var failure: (any Error)?
    while !stop.isOn {
      let samples: [Float]?
      do { samples = try stream.next() } catch {
        try stop.check()
        guard detector.length > 0 else { throw error }
        failure = error
        break
      }
      guard let samples else { break }
      take(try samples.withUnsafeBufferPointer { try detector.append($0) })
      progress.reach(detector.length / Sampling.rate)
    }
    let length = detector.length
    if length == 0 { try stop.check() }
    take(try detector.finish())
    let found = DetectRun.Found(name: name, file: nil, length: length, detections: detections)
    if job.printsSummaries { lines.add([DetectRun.summary(found)], of: 0) }
    return (found, failure)
  }

  /// Standard input; what ends it within its header is no fault of the header's.
  private static func opened(rawRate: Int?, _ stop: DetectStop) throws -> SoundStream {
    do {
      return try SoundStream(descriptor: 0, name: "standard input", rawRate: rawRate, until: stop.stream)
    } catch {
      try stop.check()
      throw error
    }
  }
}
