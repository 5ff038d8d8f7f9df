/// What is known about long work at one moment, and how that looks on a line.
package struct ProgressLine: Sendable, Equatable {
  /// What is being done: `Slicing`.
  package var title: String
  /// What is counted: `recordings`.
  package var unit: String
  /// How many are done.
  package var done: Int
  /// How many there are; `nil` where that is not known.
  package var total: Int?
  /// How many are done a second; 0 while that is not known.
  package var rate: Double

  /// A moment.
  package init(title: String, unit: String, done: Int, total: Int?, rate: Double) {
    self.title = title
    self.unit = unit
    self.done = done
    self.total = total
    self.rate = rate
  }

  /// A line for a terminal of `width` columns: bar, count, rate and time left, as much of that as there is room
  /// for. Never longer than `width - 1`, so that no terminal wraps it.
  package func text(width: Int) -> String {
    let room = max(0, width - 1)
    let percentage = fraction.map { "\(Int($0 * 100))%" } ?? "\(done)"
    let full = [title, count, speed, timeLeft].compactMap { $0 }
    let candidates = [
      full, [title, count, timeLeft].compactMap { $0 }, [title, percentage, timeLeft].compactMap { $0 },
      [title, percentage], [percentage],
    ].map { $0.joined(separator: "  ") }
    if let fraction, let line = candidates.first {
      let bar = min(30, room - line.count - 4)
      if bar >= 5 { return "\(title)  [\(ProgressLine.bar(fraction, bar))]" + line.dropFirst(title.count) }
    }
    return candidates.first { $0.count <= room } ?? ""
  }

  /// A line for a log.
  package var plain: String {
    let details = [count, speed, timeLeft].compactMap { $0 }
    return "\(title): " + details.joined(separator: ", ")
  }

  private var fraction: Double? {
    guard let total, total > 0 else { return nil }
    return min(1, max(0, Double(done) / Double(total)))
  }

  private var count: String { total.map { "\(done)/\($0) \(unit)" } ?? "\(done) \(unit)" }

  private var speed: String? {
    guard rate > 0 else { return nil }
    if rate >= 10 { return "\(Int(min(rate, 1e15).rounded()))/s" }
    let tenths = Int((rate * 10).rounded())
    return tenths > 0 ? "\(tenths / 10).\(tenths % 10)/s" : nil
  }

  private var timeLeft: String? {
    guard let total, total > done, rate > 0 else { return nil }
    let seconds = Int(min((Double(total - done) / rate).rounded(.up), 359_999))
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    let digits = clock.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (clock[0] > 0 ? "\(clock[0]):\(digits[1]):\(digits[2])" : "\(clock[1]):\(digits[2])") + " left"
  }

  private static func bar(_ fraction: Double, _ width: Int) -> String {
    let filled = Int(fraction * Double(width))
    return String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
  }
}
