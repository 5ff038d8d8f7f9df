import Annotation
import Onsets
import Screen

// The contact sheet: the best proposals as pictures, each with a letter.
extension Model {
  mutating func openSheet() -> [Effect] {
    let inView = pending.within(from: viewport.start, to: viewport.end, \.offset)
    let candidates = inView.count > 1 ? inView : pending[...]
    let shown = Model.best(Sheet.most, of: candidates).sorted { $0.offset < $1.offset }
    guard !shown.isEmpty else {
      note = Note(
        text: hasAllProposals ? "no proposals left" : "still listening for proposals", isTrouble: false)
      return []
    }
    // What is more likely than not is chosen already.
    mode = .sheet(Sheet(offsets: shown.map(\.offset), isChosen: shown.map { $0.score >= 0.5 }))
    return [.sheet(shown.map(\.offset), length: Sheet.length, columns: Sheet.columns)]
  }

  /// So many of the highest scores, of equal ones the earliest; in one pass, since there may be a hundred thousand.
  private static func best(_ count: Int, of candidates: ArraySlice<Proposal>) -> [Proposal] {
    var best: [Proposal] = []
    for candidate in candidates {
      if best.count == count, let last = best.last, last.score >= candidate.score { continue }
      let index = best.lastIndex { $0.score >= candidate.score }.map { $0 + 1 } ?? 0
      best.insert(candidate, at: index)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  mutating func press(_ key: Key, on sheet: Sheet) -> [Effect] {
    var sheet = sheet
    if case .character(let scalar) = key, let index = Model.letter(scalar), index < sheet.offsets.count {
      sheet.isChosen[index].toggle()
      mode = .sheet(sheet)
      return []
    }
    switch key {
    case .enter: return commit(sheet)
    case .character("+"), .character("="): sheet.isChosen = sheet.isChosen.map { _ in true }
    case .character("-"): sheet.isChosen = sheet.isChosen.map { _ in false }
    default:
      mode = keymap.act(key) == .cancel ? .normal : .sheet(sheet)
      return []
    }
    mode = .sheet(sheet)
    return []
  }

  /// The number of a picture's letter: `a` is 0.
  static func letter(_ scalar: Unicode.Scalar) -> Int? {
    ("a"..."x").contains(scalar) ? Int(scalar.value - 97) : nil
  }

  private mutating func commit(_ sheet: Sheet) -> [Effect] {
    mode = .normal
    guard let path = recording?.path else { return [] }
    let changes = zip(sheet.offsets, sheet.isChosen).map { offset, isChosen in
      isChosen ? change(adding: offset) : AnnotationChange.reject(recording: path, offset: offset)
    }
    let chosen = sheet.isChosen.count { $0 }
    let words = "\(chosen) accepted, \(changes.count - chosen) rejected"
    let effects = perform(changes, from: cursor, words: words)
    guard !effects.isEmpty else { return [] }
    let said = note
    focus = nil
    if let next = pending.first { focus(on: next.offset) }
    let more = pending.isEmpty ? [] : openSheet()
    note = said
    return effects + more + askEchoes()
  }
}
