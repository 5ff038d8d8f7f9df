import Screen

/// A word of the status line, with what can stand for it where there is less room.
struct StatusSegment {
  /// From the longest to the shortest.
  var texts: [String]
  var style: Style
  /// The higher, the longer it stays.
  var weight: Int

  init(_ texts: String..., style: Style = .plain, weight: Int) {
    self.texts = texts
    self.style = style
    self.weight = weight
  }

  /// The longest line that fits: words are shortened, then left out, the least important first.
  static func fitted(_ segments: [StatusSegment], columns: Int, joint: Int) -> [StatusSegment] {
    var segments = segments
    func width() -> Int {
      segments.reduce(0) { $0 + ($1.texts.first ?? "").unicodeScalars.count }
        + joint * max(0, segments.count - 1)
    }
    while width() > columns {
      // Words are shortened before others go, and of two alike the last one gives way.
      let steps = segments.indices.reversed().map { index -> (index: Int, cost: Int) in
        (index, segments[index].weight + (segments[index].texts.count > 1 ? -5 : 2))
      }
      guard let step = steps.min(by: { $0.cost < $1.cost }) else { break }
      if segments[step.index].texts.count > 1 {
        segments[step.index].texts.removeFirst()
      } else {
        segments.remove(at: step.index)
      }
    }
    return segments
  }
}
