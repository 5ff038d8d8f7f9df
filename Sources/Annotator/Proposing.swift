import Annotation
import Onsets

// Proposals come one after the other; a key settles one and shows the next.
extension Model {
  /// The proposal that the next key is about: the focused one, or one at the cursor.
  var current: Proposal? {
    if let focus, let found = pending.first(at: focus, \.offset) { return found }
    return nearestPending(to: cursor, within: Model.reach)
  }

  /// The pending proposal nearest to a sample.
  func nearestPending(to place: Int, within reach: Int) -> Proposal? {
    pending.near(place, within: reach, \.offset).min { abs($0.offset - place) < abs($1.offset - place) }
  }

  mutating func accept() -> [Effect] {
    guard let current else { return sayWhyNot() }
    let effects = perform(
      [change(adding: current.offset)], from: current.offset, words: "\(label) at \(current.offset)")
    return effects.isEmpty ? [] : effects + moveOn(from: current.offset)
  }

  mutating func rejectFocus() -> [Effect] {
    guard let current, let path = recording?.path else { return sayWhyNot() }
    let effects = perform(
      rejecting([current.offset], in: path), from: current.offset, words: "rejected")
    return effects.isEmpty ? [] : effects + moveOn(from: current.offset)
  }

  private mutating func sayWhyNot() -> [Effect] {
    if let next = pending.first(behind: cursor, \.offset) ?? pending.first {
      focus(on: next.offset)
    } else {
      note = Note(
        text: hasAllProposals
          ? "no proposals left: \(keymap.name(.done)) when this recording is done"
          : "still listening for proposals", isTrouble: false)
    }
    return []
  }

  /// To the next pending proposal behind `place`, or to one that was skipped before; by doubt, to the next question of the
  /// queue, but not away from a recording that only wants to be called done.
  private mutating func moveOn(from place: Int) -> [Effect] {
    passed.append(place)
    focus = nil
    if isByDoubt, !pending.isEmpty { return askEchoes() + [.doubtful(cursor: cursor)] }
    if let next = pending.first(behind: place, \.offset) {
      focus(on: next.offset)
    } else if let skipped = pending.first {
      focus(on: skipped.offset)
      note = Note(text: "that was the last one; \(pending.count) skipped before", isTrouble: false)
    } else if hasAllProposals {
      note = Note(
        text: "no proposals left: \(keymap.name(.done)) when this recording is done", isTrouble: false)
    }
    return askEchoes()
  }

  mutating func focus(on offset: Int) {
    focus = offset
    go(to: offset)
  }

  mutating func skip() {
    let place = current?.offset ?? cursor
    guard let next = pending.first(behind: place, \.offset) ?? pending.first else {
      _ = sayWhyNot()
      return
    }
    passed.append(place)
    focus(on: next.offset)
  }

  mutating func goBack() {
    if let last = passed.popLast() {
      focus = pending.first(at: last, \.offset)?.offset
      go(to: last)
    } else if let before = pending.last(before: cursor, \.offset) {
      focus(on: before.offset)
    } else {
      note = Note(text: "no proposal before this one", isTrouble: false)
    }
  }

  mutating func settleAllInView(accepting: Bool) -> [Effect] {
    let shown = pending.within(from: viewport.start, to: viewport.end, \.offset)
    guard let last = shown.last, let path = recording?.path else { return sayWhyNot() }
    let offsets = shown.map(\.offset)
    let accepted = AnnotationChange.many(
      OffsetsChange(recording: path, label: label, offsets: offsets, isThere: true))
    let effects = perform(
      accepting ? [accepted] : rejecting(offsets, in: path), from: cursor,
      words: "\(shown.count) \(accepting ? "accepted" : "rejected")")
    guard !effects.isEmpty else { return [] }
    let said = note
    let more = moveOn(from: last.offset)
    note = said
    return effects + more
  }

  /// Asks at which delays the marked shots echo, when there are enough of them.
  func askEchoes() -> [Effect] {
    let count = marks.tags.count
    guard count >= 2, count <= 64 || count % 16 == 0 else { return [] }
    return [.echoes(marks.tags.suffix(64).map(\.offset))]
  }
}
