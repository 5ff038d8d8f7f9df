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
      let longer = segments.indices.filter { segments[$0].texts.count > 1 }
      if let index = longer.min(by: { segments[$0].weight < segments[$1].weight }) {
        segments[index].texts.removeFirst()
      } else if let index = segments.indices.min(by: { segments[$0].weight < segments[$1].weight }) {
        segments.remove(at: index)
      } else {
        break
      }
    }
    return segments
  }
}
