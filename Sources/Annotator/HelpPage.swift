import Screen

/// The help page: every act with its keys, from the table that the keys themselves come from, and the guideline.
package enum HelpPage {
  private static let guideline = [
    "What to mark: the earliest direct sound of each round: the muzzle blast, or the crack of the bullet where it arrives first.",
    "Bolt clicks, and what a codec smears before a shot, are not shots.",
    "Reflections and echoes are never shots: the same delay after every shot, weaker, duller.",
    "Two arrivals within 20 ms that could be one round: mark the first.",
    "A shot already sounding at the first sample has no onset: mark it cut.",
    "A burst whose rounds cannot be told apart is an ignored span with first, last and rate.",
    "In doubt: ignore.",
  ]

  /// The page's lines for a screen of so many columns.
  package static func lines(_ keymap: Keymap, columns: Int) -> [String] {
    var lines: [String] = []
    for group in ActGroup.allCases {
      if !lines.isEmpty { lines.append("") }
      lines.append(group.rawValue)
      for act in Act.allCases where act.entry.group == group {
        let keys = keymap.keys(act).map(\.name).joined(separator: " ")
        let head = "  " + keys + String(repeating: " ", count: max(1, 16 - keys.unicodeScalars.count))
        lines += wrapped(act.entry.words, head: head, columns: columns)
      }
    }
    lines += ["", "Guideline"]
    for rule in guideline { lines += wrapped(rule, head: "  ", columns: columns) }
    return lines
  }

  private static func wrapped(_ text: String, head: String, columns: Int) -> [String] {
    let indent = head.unicodeScalars.count
    let room = max(16, columns - indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.enumerated().map { index, line in
      (index == 0 ? head : String(repeating: " ", count: indent)) + line
    }
  }
}
