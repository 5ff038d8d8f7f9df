import Annotation
import Basis
import Onsets

// A recording comes to the screen, and what the detector says of it.
extension Model {
  mutating func open(_ opened: OpenedRecording) {
    recording = opened
    unreadable.remove(opened.index)
    marks = opened.marks
    (proposals, pending, hasAllProposals, echoes) = ([], [], false, [])
    (overview, overviewIsSparse, outline, spectrogram) = ([], false, nil, nil)
    near = Samples(first: 0, values: [])
    (asked, askedOverview, askedSamples) = (nil, nil, nil)
    (focus, passed, played, openTap, ignoreStart, count) = (nil, [], [], nil, nil, nil)
    (heard, playStart) = (nil, nil)
    mode = .normal
    cursor = min(max(0, opened.cursor), max(0, opened.length - 1))
    let shown = opened.length <= Model.tenSeconds ? opened.length : Model.tenSeconds
    viewport = Viewport(start: 0, length: shown)
    follow()
  }

  /// The header was wrong: all that the length is in is asked for anew.
  mutating func correct(_ length: Int) {
    guard let recording, recording.length != length else { return }
    let isWhole = viewport.start == 0 && viewport.length >= recording.length
    self.recording?.length = length
    (askedOverview, askedSamples) = (nil, nil)
    if isWhole || viewport.length > length { viewport = Viewport(start: 0, length: length) }
    go(to: cursor)
  }

  static let tenSeconds = 10 * Sampling.rate

  /// A recording that cannot be used is told and left out: the one behind it comes, in the direction that was wanted.
  ///
  /// A session that has not shown any yet goes to those before it, too: somebody who begins must see something.
  mutating func passOver(_ index: Int, _ why: String) -> [Effect] {
    note = Note(text: why, isTrouble: true)
    unreadable.insert(index)
    let here = recording?.index ?? -1
    guard index != here else { return [] }
    func isOpen(_ number: Int) -> Bool { !unreadable.contains(number) }
    let (before, behind) = (queue.indices.prefix(max(0, index)), queue.indices.dropFirst(max(0, index + 1)))
    var next = index < here ? before.last(where: isOpen) : behind.first(where: isOpen)
    if recording == nil { next = next ?? before.last(where: isOpen) }
    guard let next else {
      if recording == nil, queue.count > 1 {
        note = Note(
          text: "none of the \(queue.count) recordings can be read; the last: \(why)", isTrouble: true)
      }
      return []
    }
    return [.open(index: next, cursor: nil)]
  }

  mutating func hear(_ proposals: [Proposal], isComplete: Bool) -> [Effect] {
    self.proposals = proposals.sorted { $0.offset < $1.offset }
    hasAllProposals = isComplete
    let hadFocus = focus != nil
    refreshPending()
    // The first proposal comes by itself, but takes nobody away from where they are at work.
    guard !hadFocus, passed.isEmpty, case .normal = mode,
      let first = pending.first(behind: cursor - 1, \.offset)
    else { return [] }
    if cursor == recording?.cursor { go(to: first.offset) }
    focus = first.offset
    return []
  }

  /// Which proposals are neither marked nor rejected.
  mutating func refreshPending() {
    var marked = Approach(marks.offsets, within: Model.settledReach)
    var rejected = Approach(marks.rejected, within: Model.rejectedReach)
    pending = proposals.filter { proposal in
      let (isMarked, isRejected) = (marked.reaches(proposal.offset), rejected.reaches(proposal.offset))
      return !isMarked && !isRejected
    }
    if let focus, pending.first(at: focus, \.offset) == nil { self.focus = nil }
  }

  /// Whether ascending `offsets` have one at most `reach` samples from `place`.
  static func has(_ offsets: [Int], near place: Int, within reach: Int) -> Bool {
    !offsets.near(place, within: reach, \.self).isEmpty
  }
}

/// Goes once along ascending offsets, for places that ascend too: so that all proposals are held against all marks in one pass.
struct Approach {
  private let offsets: [Int]
  private let reach: Int
  private var next = 0

  init(_ offsets: [Int], within reach: Int) { (self.offsets, self.reach) = (offsets, reach) }

  /// Whether an offset lies at most `reach` samples from `place`, which is not before the last one asked for.
  mutating func reaches(_ place: Int) -> Bool {
    while next < offsets.count, offsets[next] < place.saturating(-reach) { next += 1 }
    return next < offsets.count && offsets[next] <= place.saturating(reach)
  }
}
