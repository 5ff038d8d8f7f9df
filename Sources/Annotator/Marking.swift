import Annotation
import Basis
import Onsets
import Screen

// Marks are set, moved and taken away. Whatever changes something goes through `perform`.
extension Model {
  /// Does changes as one act, and tells what was done. Returns nothing where nothing may be changed.
  mutating func perform(_ changes: [AnnotationChange], from place: Int, words: String) -> [Effect] {
    guard let recording, !changes.isEmpty else { return [] }
    guard !isReadOnly else { return refuse() }
    let changes = changes.flatMap { takingBack($0) + [$0] }
    for change in changes where change.recording == recording.path { marks.apply(change) }
    isSaved = false
    refreshPending()
    note = Note(text: words, isTrouble: false)
    return [.perform(AnnotationAct(changes: changes, cursor: place, recording: recording.path))]
  }

  /// The changes that refuse proposals: they are kept from being offered again, and told as what is no shot, from which
  /// models learn the most.
  func rejecting(_ offsets: [Int], in path: Path) -> [AnnotationChange] {
    let labels = label == Marks.backgroundLabel ? [nil] : [nil, Marks.backgroundLabel]
    guard let offset = offsets.first, offsets.count == 1 else {
      return labels.map { label in
        .many(OffsetsChange(recording: path, label: label, offsets: offsets, isThere: true))
      }
    }
    return labels.map { label in
      label.map { .addTag(recording: path, label: $0, offset: offset) }
        ?? .reject(recording: path, offset: offset)
    }
  }

  /// A shot is marked where a proposal was refused: that answer no longer holds.
  private func takingBack(_ change: AnnotationChange) -> [AnnotationChange] {
    guard case .addTag(let path, let label, let offset) = change, label != Marks.backgroundLabel,
      path == recording?.path
    else { return [] }
    return marks.rejected.near(offset, within: Model.rejectedReach, \.self).flatMap { refused in
      [
        AnnotationChange.removeTag(recording: path, label: Marks.backgroundLabel, offset: refused),
        .unreject(recording: path, offset: refused),
      ]
    }
  }

  func change(adding offset: Int, label: String? = nil) -> AnnotationChange {
    .addTag(recording: recording?.path ?? "", label: label ?? self.label, offset: offset)
  }

  private func change(removing tag: Marks.Tag) -> AnnotationChange {
    .removeTag(recording: recording?.path ?? "", label: tag.label, offset: tag.offset)
  }

  /// The onset near a place, as the samples around the cursor tell it; `nil` where nothing rises.
  func onset(near place: Int, besides marks: [Int]) -> Int? {
    guard near.range.contains(place) else { return nil }
    return Snap.onset(near: place, in: near.values, firstSample: near.first, marks: marks)
  }

  /// Whether the sound at the cursor is in memory: what must be decoded comes some milliseconds later.
  private var isRead: Bool { length == 0 || near.range.contains(cursor) }

  private mutating func waitForSamples() -> [Effect] {
    note = Note(
      text: "the sound here is not read yet; \(keymap.name(.markExactly)) marks exactly here",
      isTrouble: false)
    return []
  }

  mutating func markSnapped() -> [Effect] {
    if let ghost = nearestPending(to: cursor, within: Model.reach) {
      focus = ghost.offset
      return accept()
    }
    guard isRead else { return waitForSamples() }
    guard let onset = onset(near: cursor, besides: marks.offsets) else {
      return mark(cursor, words: "nothing rises within 40 ms: marked exactly here")
    }
    return mark(onset, words: "\(label) at \(onset), \(Model.signed(onset - cursor)) samples from the cursor")
  }

  mutating func mark(_ place: Int, words: String) -> [Effect] {
    guard !marks.tags.contains(Marks.Tag(label: label, offset: place)) else {
      note = Note(text: "\(label) is marked here already", isTrouble: false)
      return []
    }
    let effects = perform([change(adding: place)], from: cursor, words: words)
    guard !effects.isEmpty else { return [] }
    go(to: place)
    return effects + askEchoes()
  }

  /// The mark that the next key is about: the nearest one within 40 ms or a column.
  var markHere: Marks.Tag? { marks.nearest(cursor, within: max(Model.reach, Int(samplesPerColumn))) }

  /// The mark on the cursor's very sample, which nudging moves; without one it moves the cursor.
  mutating func nudge(_ distance: Int) -> [Effect] {
    guard let tag = marks.nearest(cursor, within: 0) else {
      go(to: cursor + distance)
      return []
    }
    return move(tag, to: tag.offset + distance, words: "\(tag.label) at")
  }

  mutating func snapHere() -> [Effect] {
    let tag = markHere
    let place = tag?.offset ?? cursor
    guard isRead else { return waitForSamples() }
    guard let onset = onset(near: place, besides: marks.offsets.filter { $0 != tag?.offset }) else {
      note = Note(text: "nothing rises within 40 ms", isTrouble: false)
      return []
    }
    guard let tag else {
      go(to: onset)
      return []
    }
    return move(tag, to: onset, words: "snapped by \(Model.signed(onset - tag.offset)) samples to")
  }

  private mutating func move(_ tag: Marks.Tag, to place: Int, words: String) -> [Effect] {
    let place = min(max(0, place), max(0, length - 1))
    let moved = Marks.Tag(label: tag.label, offset: place)
    guard moved != tag, !marks.tags.contains(moved) else { return [] }
    let changes = [change(removing: tag), change(adding: place, label: tag.label)]
    let effects = perform(changes, from: cursor, words: "\(words) \(place)")
    if !effects.isEmpty { go(to: place) }
    return effects
  }

  mutating func deleteHere() -> [Effect] {
    if let tag = markHere {
      let effects = perform(
        [change(removing: tag)], from: cursor, words: "\(tag.label) at \(tag.offset) deleted")
      if !effects.isEmpty { go(to: tag.offset) }
      return effects
    }
    if let span = marks.ignored(at: cursor) {
      return perform([.removeIgnored(span)], from: cursor, words: "the ignored span counts again")
    }
    note = Note(text: "no mark within 40 ms of the cursor", isTrouble: false)
    return []
  }

  mutating func chooseLabel(_ key: Key) -> [Effect] {
    mode = .normal
    guard let digit = Int(key.name), labels.indices.contains(digit - 1) else {
      let choices = labels.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: " · ")
      note = Note(text: "labels: \(choices)", isTrouble: false)
      return []
    }
    let chosen = labels[digit - 1]
    guard let tag = marks.nearest(cursor, within: 0), tag.label != chosen else {
      label = chosen
      note = Note(text: "the next marks are \(chosen)", isTrouble: false)
      return []
    }
    let changes = [change(removing: tag), change(adding: tag.offset, label: chosen)]
    return perform(changes, from: cursor, words: "\(tag.label) is \(chosen) now")
  }

  // Spans that are ignored.

  mutating func ignoreHere() {
    guard let start = ignoreStart else {
      ignoreStart = cursor
      note = Note(
        text: "ignored from here: move to its end, and \(keymap.name(.ignore)) again", isTrouble: false)
      return
    }
    ignoreStart = nil
    guard start != cursor else {
      note = Note(text: "a span needs a beginning and an end", isTrouble: false)
      return
    }
    mode = .prompt(Prompt(.reason(min(start, cursor)..<max(start, cursor) + 1)))
  }

  /// A shot that sounds already at the first sample, or still at the last one, has no onset.
  mutating func cutHere() -> [Effect] {
    guard let recording else { return [] }
    let isBegin = cursor <= length / 2
    let range = isBegin ? 0..<max(1, cursor) : cursor..<max(cursor + 1, length)
    let span = IgnoredSpan(
      path: recording.path, start: range.lowerBound, end: range.upperBound, reason: "cut")
    return perform(
      [.addIgnored(span)], from: cursor,
      words: isBegin ? "cut up to here: ignored" : "cut from here on: ignored")
  }

  static func signed(_ number: Int) -> String { number < 0 ? "−\(-number)" : "+\(number)" }
}
