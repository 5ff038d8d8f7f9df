import Basis
import Detection
import Files
import Synchronization

/// Lines about recordings that are gone through side by side, in the recordings' order: those of the first that is not
/// done are printed at once, those of the others when their turn comes.
final class DetectLines: Sendable {
  private struct State {
    var current = 0
    var waiting: [Int: [String]] = [:]
    var isDone: Set<Int> = []
  }

  private let console: Console
  private let state = Mutex(State())

  init(_ console: Console) { self.console = console }

  /// Lines of one recording.
  func add(_ lines: [String], of index: Int) {
    state.withLock { state in
      if index == state.current { write(lines) } else { state.waiting[index, default: []] += lines }
    }
  }

  /// There are no more lines of a recording.
  func finish(_ index: Int) {
    state.withLock { state in
      state.isDone.insert(index)
      while state.isDone.remove(state.current) != nil {
        state.current += 1
        write(state.waiting.removeValue(forKey: state.current) ?? [])
      }
    }
  }

  private func write(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    for line in lines { console.print(line) }
    // Whoever follows through a pipe wants them now; what is wrong with it is told at the end.
    try? console.flush()
  }

  /// A detection as a line.
  static func json(_ detection: Detection, in name: Path) -> String {
    func rounded(_ figure: Double) -> JSON.Value { .number((figure * 10_000).rounded() / 10_000) }
    return JSON.Value.object([
      ("recording", .string(name.description)), ("offset", .number(detection.offset)),
      ("seconds", rounded(Sampling.seconds(detection.offset))), ("score", rounded(detection.score)),
      ("probability", rounded(detection.probability)), ("proposal", rounded(detection.proposal)),
    ]).text(pretty: false)
  }
}

/// How many shots there are so far.
final class DetectCount: Sendable {
  private let shots = Atomic<Int>(0)

  func add(_ count: Int) { shots.wrappingAdd(count, ordering: .relaxed) }

  /// `12 shots`.
  var text: String {
    let count = shots.load(ordering: .relaxed)
    return count == 1 ? "1 shot" : "\(count) shots"
  }
}
