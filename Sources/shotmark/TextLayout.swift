/// Lines of plain text for the help.
package enum TextLayout {
  /// `text` broken into lines of at most `width` letters, each line but the first behind `indent` blanks.
  /// A word longer than a line stands alone on one.
  package static func wrap(_ text: String, width: Int, indent: Int = 0) -> String {
    let room = max(1, width - indent)
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if let last = lines.last, last.count + 1 + word.count <= room {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  /// A name and what it means in two columns, the second beginning at `column`; a name too long for the first
  /// column stands on a line of its own.
  package static func entry(_ name: String, _ meaning: String, column: Int, width: Int) -> String {
    let wrapped = wrap(meaning, width: width, indent: column)
    guard !meaning.isEmpty else { return name }
    if name.count + 2 > column { return name + "\n" + String(repeating: " ", count: column) + wrapped }
    return name + String(repeating: " ", count: column - name.count) + wrapped
  }
}
