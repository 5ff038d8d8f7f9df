import Audio

/// What peaks are: every sample looked at, nothing kept.
enum NaivePeaks {
  /// The frames of each column.
  static func parts(_ range: Range<Int>, columns: Int, frames: Int) -> [Range<Int>] {
    (0..<columns).map { column in
      let start = range.lowerBound + column * range.count / columns
      let end = range.lowerBound + (column + 1) * range.count / columns
      return (start..<max(start + 1, end)).clamped(to: 0..<frames)
    }
  }

  static func peaks(_ samples: [Float], _ range: Range<Int>, columns: Int) -> [Peak] {
    parts(range, columns: columns, frames: samples.count).map { part in
      let finite = samples[part].filter(\.isFinite)
      return Peak(low: finite.min() ?? 0, high: finite.max() ?? 0)
    }
  }

  /// Stretches of every size, also such as reach beyond the recording.
  static func views(_ frames: Int, _ generator: inout some RandomNumberGenerator) -> [(Range<Int>, Int)] {
    var views: [(Range<Int>, Int)] = [(0..<max(1, frames), 300), (-7..<frames + 9, 11)]
    var width = max(1, frames)
    while true {
      let start = Int.random(in: -width / 4...max(0, frames - width / 2), using: &generator)
      views.append((start..<start + width, Int.random(in: 1...700, using: &generator)))
      if width == 1 { return views }
      width = max(1, width * Int.random(in: 20...60, using: &generator) / 100)
    }
  }
}
