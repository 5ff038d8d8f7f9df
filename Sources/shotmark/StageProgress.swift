import Chunks
import Synchronization

/// Shows long work that comes in stages: each gets a progress line of its own.
final class StageProgress: Sendable {
  private let console: Console
  private let unit: String
  private let current = Mutex<(stage: String, progress: Progress)?>(nil)

  /// Shows stages whose items are called `unit`, unless a stage counts something else.
  init(_ console: Console, unit: String) {
    self.console = console
    self.unit = unit
  }

  /// Takes a report from any thread.
  func report(_ report: ChunksProgress) {
    current.withLock { current in
      if current?.stage != report.stage {
        current?.progress.finish()
        let unit = StageProgress.unit(of: report.stage) ?? unit
        current = (report.stage, Progress(report.stage, unit: unit, total: report.total, on: console))
      }
      current?.progress.reach(report.done)
    }
  }

  /// Ends: takes the line off.
  func finish() {
    current.withLock { current in
      current?.progress.finish()
      current = nil
    }
  }

  private static func unit(of stage: String) -> String? {
    switch stage {
    case "reading recordings": "recordings"
    case "growing trees": "trees"
    case "comparing splits": "divisions"
    case "trying rates": "steps"
    case "listening": "recordings"
    case "training networks": "networks"
    case _ where stage.hasPrefix("epoch "): "batches"
    default: nil
    }
  }
}
