import Dispatch
import Files

/// The durations of a work, and of how many items they were.
struct Measured {
  var seconds: [Double]
  var items: Int
  var unit: String
  var more: [(String, JSON.Value)] = []

  /// Measures `body` as often as asked after one run that is not counted.
  init(_ settings: Settings, items: Int, unit: String, _ body: () throws -> Void) throws {
    seconds = []
    for repetition in 0...settings.repetitions {
      let begin = DispatchTime.now().uptimeNanoseconds
      try body()
      let end = DispatchTime.now().uptimeNanoseconds
      if repetition > 0 { seconds.append(Double(end - begin) / 1e9) }
    }
    self.items = items
    self.unit = unit
  }

  /// Figures that are drawn from seeds and not measured.
  init(items: Int, unit: String, more: [(String, JSON.Value)]) {
    seconds = []
    self.items = items
    self.unit = unit
    self.more = more
  }

  /// The line that Benchmarks/run reads.
  func line(name: String) -> String {
    JSON.Value.object(
      [
        ("name", .string(name)), ("repetitions", .array(seconds.map { .number($0) })),
        ("items", .number(items)),
        ("unit", .string(unit)),
      ] + more
    ).text(pretty: false)
  }
}
