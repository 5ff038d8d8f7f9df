import Annotation
import Onsets
import Screen

// The contact sheet: the best proposals as pictures, each with a letter.
extension Model {
  mutating func openSheet() -> [Effect] {
    guard let path = recording?.path else { return [] }
    let inView = pending.within(from: viewport.start, to: viewport.end, \.offset)
    let candidates = inView.count > 1 ? inView : pending[...]
    let shown = Model.best(Sheet.most, of: candidates).sorted { $0.offset < $1.offset }
    guard !shown.isEmpty else {
      note = Note(
        text: hasAllProposals ? "no proposals left" : "still listening for proposals", isTrouble: false)
      return []
    }
    let items = shown.map { Sheet.Item(recording: path, offset: $0.offset, score: $0.score) }
    mode = .sheet(Sheet(items, isOfQueue: false))
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
    if case .character(let scalar) = key, let index = Model.letter(scalar), index < sheet.items.count {
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
    let changes = zip(sheet.items, sheet.isChosen).flatMap { item, isChosen -> [AnnotationChange] in
      guard !isChosen else {
        return [.addTag(recording: item.recording, label: label, offset: item.offset)]
      }
      return rejecting([item.offset], in: item.recording)
    }
    let chosen = sheet.isChosen.count { $0 }
    let words = "\(chosen) accepted, \(sheet.items.count - chosen) rejected"
    let effects = perform(changes, from: cursor, words: words)
    guard !effects.isEmpty else { return [] }
    if sheet.isOfQueue { return effects + openQueueSheet() }
    let said = note
    focus = nil
    if let next = pending.first { focus(on: next.offset) }
    let more = pending.isEmpty ? [] : openSheet()
    note = said
    return effects + more + askEchoes()
  }
}
