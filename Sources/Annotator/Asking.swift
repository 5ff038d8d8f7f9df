import Annotation
import Basis
import Screen

// A line of text is typed, and the help page is read.
extension Model {
  mutating func press(_ key: Key, asked prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch key {
    case .escape:
      mode = .normal
      return []
    case .enter: return answer(prompt)
    case .backspace: if !prompt.text.isEmpty { prompt.text.unicodeScalars.removeLast() }
    case .control("u"): prompt.text = ""
    case .character(let scalar):
      if prompt.text.unicodeScalars.count < 200 { prompt.text.unicodeScalars.append(scalar) }
    default: break
    }
    mode = .prompt(prompt)
    return []
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    mode = .normal
    switch prompt.purpose {
    case .time:
      guard !prompt.text.isEmpty else { return [] }
      guard let place = TimeText.samples(prompt.text) else {
        note = Note(text: "no time: write 83.5, 1:23.5, 1:02:03 or #120000", isTrouble: true)
        return []
      }
      if place >= length { note = Note(text: "the recording ends before", isTrouble: false) }
      let said = note
      go(to: place)
      note = said
      return []
    case .reason(let range):
      guard let recording else { return [] }
      let span = IgnoredSpan(
        path: recording.path, start: range.lowerBound, end: range.upperBound, reason: prompt.text)
      return perform([.addIgnored(span)], from: cursor, words: "ignored: \(prompt.text)")
    }
  }

  mutating func press(_ key: Key, helpLine line: Int) -> [Effect] {
    let page = max(1, size.rows - 2)
    let last = max(0, HelpPage.lines(keymap, columns: size.columns).count - page)
    switch keymap.act(key) {
    case .right, .pageRight, .mark, .zoomOut: mode = .help(min(last, line + page))
    case .left, .pageLeft, .zoomIn: mode = .help(max(0, line - page))
    case .begin: mode = .help(0)
    case .end: mode = .help(last)
    default: mode = .normal
    }
    return []
  }
}
