import Dispatch
import Synchronization

/// Long work on the screen: on a terminal one line that is redrawn and at the end taken off, elsewhere a line
/// now and then. With `--quiet` nothing.
///
/// `advance` may be called from any thread, as often as anything is done.
package final class Progress: Sendable {
  /// Seconds between two drawings on a terminal.
  static let drawing = 0.1
  /// Seconds between two lines elsewhere.
  static let logging = 10.0

  private let title: String
  private let unit: String
  private let total: Int?
  private let detail: (@Sendable () -> String)?
  private let console: Console
  private let done = Atomic<Int>(0)
  private let pace = Mutex(Pace())
  private let queue = DispatchQueue(label: "progress")
  // A timer may be cancelled from any thread; nothing else is done with it after it has started.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  /// Begins: `title` is what is being done, `unit` what is counted, `total` how many there are, `detail` what else there
  /// is to be said behind the title at any moment.
  package init(
    _ title: String, unit: String, total: Int? = nil, on console: Console,
    detail: (@Sendable () -> String)? = nil
  ) {
    self.detail = detail
    self.title = title
    self.unit = unit
    self.total = total
    self.console = console
    timer = DispatchSource.makeTimerSource(queue: queue)
    let seconds = console.drawsProgress ? Progress.drawing : Progress.logging
    timer.schedule(deadline: .now() + max(seconds, 0.3), repeating: seconds)
    timer.setEventHandler { [weak self] in self?.show() }
    timer.activate()
  }

  deinit { timer.cancel() }

  /// Counts what has been done.
  package func advance(by count: Int = 1) { done.wrappingAdd(count, ordering: .relaxed) }

  /// Counts what has been done as a whole; a report that comes late takes nothing back.
  package func reach(_ count: Int) { done.max(count, ordering: .relaxed) }

  /// Ends: takes the line off.
  package func finish() {
    timer.cancel()
    queue.sync {}
    console.draw("")
  }

  private func show() {
    guard !console.isQuiet else { return }
    let count = done.load(ordering: .relaxed)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds) / 1e9
    let rate = pace.withLock { $0.rate(done: count, at: seconds) }
    let title = self.title + (detail.map { ", \($0())" } ?? "")
    let line = ProgressLine(title: title, unit: unit, done: count, total: total, rate: rate)
    if !console.drawsProgress {
      console.note(line.plain)
    } else if TerminalState.isForeground(2) {
      console.draw(line.text(width: TerminalState.width(2)))
    }
  }
}

/// How fast work goes: over the last half minute, since what was done long ago may have been skipped or been of
/// another kind.
package struct Pace: Sendable {
  private var samples: [(time: Double, done: Int)] = []

  /// Nothing known.
  package init() {}

  /// The pace a second when `done` are done at `time` in seconds; 0 at first.
  package mutating func rate(done: Int, at time: Double) -> Double {
    defer { if time - (samples.last?.time ?? -1) >= 0.5 { samples.append((time, done)) } }
    samples.removeAll { time - $0.time > 30 }
    guard let first = samples.first, time > first.time else { return 0 }
    return Double(done - first.done) / (time - first.time)
  }
}
