import Annotation
import Basis

// A recording is done, and the queue goes on. Only `done` and `nothing` say that one is reviewed.
extension Model {
  mutating func finish() -> [Effect] {
    guard !isReadOnly else { return leave(for: (recording?.index ?? -1) + 1) }
    let effects = perform(reviewing(), from: cursor, words: "reviewed")
    return effects + [.save] + goOn()
  }

  mutating func finishWithNothingAsking() -> [Effect] {
    guard !marks.tags.isEmpty, !isReadOnly else { return finishWithNothing() }
    mode = .confirmingNothing
    let marks = marks.tags.count == 1 ? "1 mark" : "\(marks.tags.count) marks"
    note = Note(
      text: "there are \(marks): \(keymap.name(.nothing)) again deletes them, any other key keeps them",
      isTrouble: true)
    return []
  }

  mutating func finishWithNothing() -> [Effect] {
    guard let path = recording?.path, !isReadOnly else { return refuse() }
    var changes = marks.counts.keys.sorted().map { label in
      let offsets = marks.offsets(of: label)
      return AnnotationChange.many(
        OffsetsChange(recording: path, label: label, offsets: offsets, isThere: false))
    }
    if !pending.isEmpty { changes += rejecting(pending.map(\.offset), in: path) }
    let effects = perform(changes + reviewing(), from: cursor, words: "reviewed: nothing in it")
    return effects + [.save] + goOn()
  }

  /// The whole recording as reviewed: `listened` where it was played, now or before, `seen` elsewhere.
  private func reviewing() -> [AnnotationChange] {
    guard let recording, recording.length > 0 else { return [] }
    let before = marks.reviewed.filter { $0.how == .listened }.map { $0.start..<$0.end }
    let listened = Model.joined(played + sounding + before).map { $0.clamped(to: 0..<recording.length) }
    var spans: [ReviewedSpan] = []
    var place = 0
    func add(_ end: Int, _ how: ReviewedSpan.Review) {
      if end > place { spans.append(ReviewedSpan(path: recording.path, start: place, end: end, how: how)) }
      place = max(place, end)
    }
    for range in listened where !range.isEmpty {
      add(range.lowerBound, .seen)
      add(range.upperBound, .listened)
    }
    add(recording.length, .seen)
    let gone = marks.reviewed.filter { !spans.contains($0) }.map { AnnotationChange.removeReviewed($0) }
    return gone + spans.filter { !marks.reviewed.contains($0) }.map { .addReviewed($0) }
  }

  /// What was played of what still sounds.
  private var sounding: [Range<Int>] {
    guard let heard, let playStart, heard > playStart else { return [] }
    return [playStart..<heard]
  }

  /// Ranges that touch or overlap as one, ascending.
  static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  private mutating func goOn() -> [Effect] {
    guard let index = recording?.index else { return [] }
    if isByDoubt { return [.doubtful(cursor: cursor)] }
    guard index + 1 < queue.count else {
      note = Note(text: "that was the last of \(queue.count); \(keymap.name(.quit)) leaves", isTrouble: false)
      return []
    }
    return [.open(index: index + 1, cursor: nil)]
  }

  /// To another recording of the queue, without saying anything about this one.
  mutating func leave(for index: Int) -> [Effect] {
    guard queue.indices.contains(index) else {
      note = Note(
        text: index < 0 ? "that is the first recording" : "that is the last recording", isTrouble: false)
      return []
    }
    return [.visit(cursor: cursor), .open(index: index, cursor: nil)]
  }

  /// An act was taken back or done again: its recording comes to the screen as it was then.
  mutating func moveBack(_ act: AnnotationAct?, changes: [AnnotationChange], nothing: String) -> [Effect] {
    guard let act else {
      note = Note(text: nothing, isTrouble: false)
      return []
    }
    isSaved = false
    guard act.recording == recording?.path else { return [.openPath(act.recording, cursor: act.cursor)] }
    for change in changes where change.recording == act.recording { marks.apply(change) }
    refreshPending()
    go(to: act.cursor)
    focus = nearestPending(to: act.cursor, within: 0)?.offset
    return []
  }
}
