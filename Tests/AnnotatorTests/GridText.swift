import Basis
import Files
import Screen
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Screens as texts, kept in Tests/Goldens/screens: the characters, a letter for each cell's style, and what the
/// letters mean. With SHOTMARK_RECORD=1 they are written anew, and the tests fail.
enum GridText {
  private static let folder = Path(#filePath).folder.folder.appending("Goldens/screens")
  private static let letters = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789αβγδεζηθλμξπρστφψω".unicodeScalars)

  static func expect(_ grid: Grid, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appending(name + ".txt")
    let text = text(grid)
    if getenv("SHOTMARK_RECORD").map({ String(cString: $0) }) == "1" {
      try FileSystem.makeFolder(file.folder)
      try AtomicFile.write(Array(text.utf8), to: file)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let kept = String(decoding: try FileSystem.read(file), as: UTF8.self)
    guard text != kept else { return }
    Issue.record(
      "\(name) differs (SHOTMARK_RECORD=1 records it anew)\n\(differences(kept, text, rows: grid.size.rows))",
      sourceLocation: sourceLocation)
  }

  /// Cell by cell, the first twenty.
  private static func differences(_ old: String, _ new: String, rows: Int) -> String {
    let (old, new) = (lines(old), lines(new))
    var words: [String] = []
    for line in 0..<max(old.count, new.count) {
      let (before, now) = (scalars(old, line), scalars(new, line))
      let part = line < rows ? "row \(line)" : line <= 2 * rows ? "style of row \(line - rows - 1)" : "legend"
      for column in 0..<max(before.count, now.count) {
        let (one, other) = (scalar(before, column), scalar(now, column))
        if one != other { words.append("\(part), column \(column): was \(one), is \(other)") }
      }
    }
    return words.prefix(20).joined(separator: "\n") + (words.count > 20 ? "\n… \(words.count) in all" : "")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func scalars(_ lines: [Substring], _ line: Int) -> [Unicode.Scalar] {
    line < lines.count ? Array(lines[line].unicodeScalars) : []
  }

  private static func scalar(_ scalars: [Unicode.Scalar], _ column: Int) -> String {
    column < scalars.count ? "'\(scalars[column])'" : "nothing"
  }

  static func text(_ grid: Grid) -> String {
    var styles: [Style] = [.plain]
    var lines = (0..<grid.size.rows).map { grid.text(row: $0) } + [""]
    for row in 0..<grid.size.rows {
      var line = String.UnicodeScalarView()
      for column in 0..<grid.size.columns {
        let style = grid[column, row].style
        if !styles.contains(style) { styles.append(style) }
        let index = styles.firstIndex(of: style) ?? 0
        line.append(index == 0 ? "." : letters[(index - 1) % letters.count])
      }
      lines.append(String(line))
    }
    lines += [""] + styles.dropFirst().enumerated().map { "\(letters[$0 % letters.count]) \(words($1))" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func words(_ style: Style) -> String {
    let attributes = [
      style.isBold ? "bold" : nil, style.isUnderlined ? "underlined" : nil,
      style.isReversed ? "reversed" : nil,
      style.isDim ? "dim" : nil,
    ].compactMap { $0 }
    return (["\(name(style.foreground)) on \(name(style.background))"] + attributes).joined(separator: " ")
  }

  private static func name(_ color: Color) -> String {
    switch color {
    case .terminal: "own"
    case .indexed(let index): "\(index)"
    case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
    }
  }
}
