import Screen

// The most important keys of the mode, as the keymap has them.
extension ScreenDrawing {
  mutating func drawFooter() {
    let rect = layout.footer
    guard !rect.isEmpty else { return }
    var column = rect.column
    for (key, words) in footerEntries where !key.isEmpty {
      let gap = column == rect.column ? 0 : 2
      let width = key.unicodeScalars.count + 1 + words.unicodeScalars.count
      guard column + gap + width <= rect.endColumn else { return }
      column = grid.put(key, column: column + gap, row: rect.row, style: palette.key)
      column = grid.put(" " + words, column: column, row: rect.row, style: palette.faint)
    }
  }

  private typealias Entry = (key: String, words: String)

  private func entry(_ act: Act, _ words: String) -> Entry { (model.keymap.name(act), words) }

  private func entry(_ first: Act, _ second: Act, _ words: String) -> Entry {
    let keys = [first, second].map { model.keymap.name($0) }.filter { !$0.isEmpty }
    return (keys.joined(separator: " "), words)
  }

  private var footerEntries: [Entry] {
    switch model.mode {
    case .burst:
      return [
        entry(.accept, "mark them"), entry(.burstMore, .burstFewer, "rounds"),
        entry(.burstSlower, .burstFaster, "rate"), entry(.left, .right, "start"), entry(.play, "play"),
        entry(.cancel, "leave"),
      ]
    case .tapping:
      return [
        entry(.tap, "tap"), entry(.undo, "undo"), entry(.halfSpeed, "half speed"), entry(.cancel, "end"),
      ]
    case .prompt: return [("Enter", "answer"), ("Ctrl-U", "clear"), ("Esc", "leave")]
    case .label: return [("1–\(max(1, min(9, model.labels.count)))", "label"), entry(.cancel, "leave")]
    case .zoom: return [("1–5", "how much"), ("+ -", "closer, farther"), entry(.cancel, "leave")]
    case .sheet:
      return [
        ("a–x", "choose or not"), ("Enter", "accept and reject"), ("+", "all"), ("-", "none"),
        entry(.cancel, "leave"),
      ]
    case .confirmingNothing: return [entry(.nothing, "deletes the marks"), ("any other key", "keeps them")]
    case .confirmingQuit: return [entry(.quit, "leaves"), ("any other key", "stays")]
    case .normal, .help: return usualEntries
    }
  }

  private var usualEntries: [Entry] {
    let proposals = [
      entry(.accept, "accept"), entry(.reject, "reject"), entry(.skip, "skip"), entry(.back, "back"),
    ]
    let marking = [
      entry(.help, "help"), entry(.mark, "mark"), entry(.done, "done"), entry(.nothing, "nothing"),
      entry(.undo, "undo"), entry(.play, "play"), entry(.zoomIn, .zoomOut, "zoom"), entry(.sheet, "sheet"),
      entry(.doubtful, "doubtful"), entry(.learn, "learn"),
      entry(.burst, "burst"), entry(.snap, "snap"), entry(.nudgeLeft, .nudgeRight, "nudge"),
      entry(.delete, "delete"), entry(.label, "label"), entry(.ignore, "ignore"),
      entry(.nextRise, .previousRise, "rises"), entry(.goTo, "go to"), entry(.loop, "loop"),
      entry(.tap, "tap along"), entry(.quit, "quit"),
    ]
    let order = model.isByDoubt ? [entry(.cancel, "in order")] : []
    return (model.pending.isEmpty ? [] : proposals) + order + marking
  }
}
