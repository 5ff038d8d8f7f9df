import Annotation
import Basis
import Onsets

// A recording comes to the screen, and what the detector says of it.
extension Model {
  mutating func open(_ opened: OpenedRecording) {
    recording = opened
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

  static let tenSeconds = 10 * Sampling.rate

  /// A recording that cannot be used is told and left out: the one behind it comes, in the direction that was wanted.
  mutating func passOver(_ index: Int, _ why: String) -> [Effect] {
    note = Note(text: why, isTrouble: true)
    let here = recording?.index ?? -1
    let next = index < here ? index - 1 : index + 1
    guard index != here, queue.indices.contains(next) else { return [] }
    return [.open(index: next, cursor: nil)]
  }

  mutating func hear(_ proposals: [Proposal], isComplete: Bool) -> [Effect] {
    self.proposals = proposals.sorted { $0.offset < $1.offset }
    hasAllProposals = isComplete
    let hadFocus = focus != nil
    refreshPending()
    // The first proposal comes by itself, but takes nobody away from where they are at work.
    guard !hadFocus, passed.isEmpty, case .normal = mode,
      let first = pending.first(where: { $0.offset >= cursor })
    else { return [] }
    if cursor == recording?.cursor { go(to: first.offset) }
    focus = first.offset
    return []
  }

  /// Which proposals are neither marked nor rejected.
  mutating func refreshPending() {
    let marked = marks.offsets
    pending = proposals.filter { proposal in
      !Model.has(marked, near: proposal.offset, within: Model.settledReach)
        && !Model.has(marks.rejected, near: proposal.offset, within: 80)
    }
    if let focus, !pending.contains(where: { $0.offset == focus }) { self.focus = nil }
  }

  /// Whether ascending `offsets` have one at most `reach` samples from `place`.
  static func has(_ offsets: [Int], near place: Int, within reach: Int) -> Bool {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < place - reach { low = middle + 1 } else { high = middle }
    }
    return low < offsets.count && offsets[low] <= place + reach
  }
}
