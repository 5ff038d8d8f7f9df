import Dispatch
import Files

/// The durations of a work, and of how many items they were.
struct Measured {
  var seconds: [Double]
  var items: Int
  var unit: String
  var more: [(String, JSON.Value)] = []

  /// Seconds from which on a first run counts, as for the peers: a cold start no longer matters.
  private static let long = 10.0

  /// Measures `body` as often as asked after one run that is not counted, unless it takes long.
  init(_ settings: Settings, items: Int, unit: String, _ body: () throws -> Void) throws {
    seconds = []
    while seconds.count <= settings.repetitions {
      let begin = DispatchTime.now().uptimeNanoseconds
      try body()
      let end = DispatchTime.now().uptimeNanoseconds
      seconds.append(Double(end - begin) / 1e9)
      if seconds.count == settings.repetitions, seconds[0] > Measured.long { break }
    }
    if seconds.count > settings.repetitions { seconds.removeFirst() }
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
