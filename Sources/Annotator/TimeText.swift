import Basis

/// Times as people write and read them.
package enum TimeText {
  /// The sample at 16 kHz of `83.5`, `1:23.5`, `1:02:03` or `#120000`; `nil` for what is none of these.
  package static func samples(_ text: String) -> Int? {
    if text.hasPrefix("#") {
      return Int(text.dropFirst()).flatMap { (0...1 << 40).contains($0) ? $0 : nil }
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var seconds = 0.0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard !part.isEmpty, part.allSatisfy({ $0.isASCII && ($0.isNumber || ($0 == "." && isLast)) }),
        let number = Double(part), index == 0 || number < 60
      else { return nil }
      seconds = seconds * 60 + number
    }
    guard seconds < Double(1 << 40) / Double(Sampling.rate) else { return nil }
    return Int((seconds * Double(Sampling.rate)).rounded())
  }

  /// `h:mm:ss.mmm`, cut off to the millisecond, hours only where there are any.
  package static func full(_ sample: Int) -> String {
    let milliseconds = max(0, sample) / 16
    return "\(clock(milliseconds / 1000)).\(padded(milliseconds % 1000, 3))"
  }

  /// `1:02:03` or `2:03`.
  package static func clock(_ seconds: Int) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return hours > 0
      ? "\(hours):\(padded(minutes, 2)):\(padded(rest, 2))" : "\(minutes):\(padded(rest, 2))"
  }

  static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
