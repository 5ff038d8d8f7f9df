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
  static func run(_ job: DetectRun.Job, rawRate: Int?, _ console: Console) throws -> DetectRun.Found {
    var options = job.options
    options.windowsAtOnce = windowsAtOnce
    let detector = try Detector(job.model, options, jobs: job.jobs)
    let stream = try SoundStream(descriptor: 0, name: "standard input", rawRate: rawRate)
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
    while let samples = try stream.next() {
      take(try samples.withUnsafeBufferPointer { try detector.append($0) })
      progress.reach(detector.length / Sampling.rate)
    }
    let length = detector.length
    take(try detector.finish())
    let found = DetectRun.Found(name: name, file: nil, length: length, detections: detections)
    if job.printsSummaries { lines.add([DetectRun.summary(found)], of: 0) }
    return found
  }
}
