import Basis
import Evaluation

/// Who answers from the truth, and how good what they have is by now.
struct SimulatedDesk {
  private struct Sheet {
    let recording: LabellingCurve.Recording
    /// Proposals that are true; each onset is found by one.
    let right: Set<Int>
    /// Onsets that nothing proposed and nobody has marked yet.
    var missing: [Int]
    var confirmed: [Int] = []
    var unreviewed: [Int: Double]
    var isDone = false
    var counts = (found: 0, alarms: 0, missed: 0)
  }

  private let threshold: Double
  private let collar: Int
  private let keysPerJump: Int
  private var sheets: [Path: Sheet] = [:]
  private var shown: Path?
  private var sum = (found: 0, alarms: 0, missed: 0)
  private var keys = 0

  init(
    _ proposals: [ScoredProposal], _ recordings: [LabellingCurve.Recording], threshold: Double, collar: Int,
    keysPerJump: Int
  ) {
    (self.threshold, self.collar, self.keysPerJump) = (threshold, collar, keysPerJump)
    let found = Dictionary(grouping: proposals, by: \.recording)
    for recording in recordings {
      let own = found[recording.path] ?? []
      let pairs = OnsetMatching.nearestPairs(
        first: own.map(\.offset), second: recording.truth, collar: collar)
      let known = Set(pairs.map(\.second))
      sheets[recording.path] = Sheet(
        recording: recording, right: Set(pairs.map { own[$0.first].offset }),
        missing: recording.truth.indices.filter { !known.contains($0) }.map { recording.truth[$0] },
        unreviewed: Dictionary(own.map { ($0.offset, $0.score) }) { max($0, $1) })
      judge(recording.path)
    }
  }

  /// The keys pressed so far, and F.
  var point: LabellingCurve.Point {
    let all = 2 * sum.found + sum.alarms + sum.missed
    return LabellingCurve.Point(keys: keys, f: all == 0 ? 1 : Double(2 * sum.found) / Double(all))
  }

  /// Whether a question has no answer yet.
  func knows(_ question: ScoredProposal) -> Bool {
    sheets[question.recording]?.unreviewed[question.offset] != nil
  }

  /// Answers a question, and marks what else is seen along with it: whether it is a shot, and how many more were marked.
  @discardableResult
  mutating func answer(_ question: ScoredProposal) -> (isRight: Bool, missed: Int) {
    guard var sheet = sheets[question.recording] else { return (false, 0) }
    show(question.recording)
    keys += 1
    sheet.unreviewed[question.offset] = nil
    let isRight = sheet.right.contains(question.offset)
    if isRight { sheet.confirmed.append(question.offset) }
    let half = LabellingCurve.view / 2
    let missed = mark(in: question.offset - half..<question.offset + half, on: &sheet)
    sheets[question.recording] = sheet
    if sheet.unreviewed.isEmpty { finish(question.recording) }
    judge(question.recording)
    return (isRight, missed)
  }

  /// Finishes the recordings that are left, in their order: a point for each.
  mutating func rest(of recordings: [LabellingCurve.Recording]) -> [LabellingCurve.Point] {
    recordings.compactMap { recording in
      guard let sheet = sheets[recording.path], !sheet.isDone else { return nil }
      finish(recording.path)
      return point
    }
  }

  /// Marks what is missing in the whole recording, and says that it is done.
  private mutating func finish(_ path: Path) {
    guard var sheet = sheets[path], !sheet.isDone else { return }
    show(path)
    _ = mark(in: Int.min..<Int.max, on: &sheet)
    sheet.isDone = true
    keys += 1
    sheets[path] = sheet
    judge(path)
  }

  /// Marks what is missing in a stretch: how many.
  private mutating func mark(in range: Range<Int>, on sheet: inout Sheet) -> Int {
    let seen = sheet.missing.filter { range.contains($0) }
    sheet.missing.removeAll { range.contains($0) }
    sheet.confirmed += seen
    keys += seen.count * LabellingCurve.keysPerMiss
    return seen.count
  }

  private mutating func show(_ path: Path) {
    if let shown, shown != path, sheets[shown]?.isDone == false { keys += keysPerJump }
    shown = path
  }

  /// Counts a recording anew.
  private mutating func judge(_ path: Path) {
    guard var sheet = sheets[path] else { return }
    let taken = sheet.confirmed + sheet.unreviewed.filter { $0.value >= threshold }.keys.sorted()
    let recording = RecordingOnsets(
      estimated: taken, reference: sheet.recording.truth, ignored: sheet.recording.ignored)
    let counts = OnsetScore.counts(recording, collar: collar)
    sum.found += counts.found - sheet.counts.found
    sum.alarms += counts.alarms - sheet.counts.alarms
    sum.missed += counts.missed - sheet.counts.missed
    sheet.counts = counts
    sheets[path] = sheet
  }
}
