import Basis
import Evaluation

/// What answers are worth: F of confirmed labels and of the proposals that nobody has looked at yet, against the keys that
/// somebody pressed who answers from the truth.
///
/// A key accepts or rejects a proposal, after which the next question comes by itself, unless `keysPerJump` are asked for
/// where it is in another recording. When all proposals of a recording are answered, what nothing proposed is marked, `keysPerMiss` each, and
/// a key says that the recording is done.
public struct LabellingCurve: Sendable, Equatable {
  /// A recording with what is true of it.
  public struct Recording: Sendable, Equatable {
    /// Its name.
    public let path: Path
    /// Onsets, in samples at 16 kHz.
    public let truth: [Int]
    /// Stretches that are not scored.
    public let ignored: [Range<Int>]

    /// A recording with its truth.
    public init(path: Path, truth: [Int], ignored: [Range<Int>] = []) {
      (self.path, self.truth, self.ignored) = (path, truth, ignored)
    }
  }

  /// How good the labels are after so many keys.
  public struct Point: Sendable, Equatable {
    /// Keys pressed so far.
    public let keys: Int
    /// F of confirmed labels and of unreviewed proposals whose score reaches the threshold.
    public let f: Double

    /// A point of the curve.
    public init(keys: Int, f: Double) { (self.keys, self.f) = (keys, f) }
  }

  /// From no key on; a point for each answer.
  public let points: [Point]
  /// Keys for an onset that nothing proposed: to its place, the mark, and a nudge.
  public static let keysPerMiss = 6

  /// The fewest keys from which on F never falls below `f` again; `nil` where it ends below.
  public func keys(toReach f: Double) -> Int? {
    guard let last = points.last, last.f >= f else { return nil }
    let below = points.lastIndex { $0.f < f }
    return points[below.map { $0 + 1 } ?? 0].keys
  }

  /// Answers all proposals in the order given.
  ///
  /// - Parameters:
  ///   - order: the questions; those about recordings that are not among `recordings` are passed over.
  ///   - recordings: the queue, in which recordings without a question come last.
  ///   - threshold: the score from which an unreviewed proposal counts as an onset.
  ///   - collar: how far a proposal may lie from the onset that it is, in samples.
  ///   - keysPerJump: keys that bring the next recording onto the screen before this one is done.
  public init(
    _ order: [ScoredProposal], of recordings: [Recording], threshold: Double, collar: Int,
    keysPerJump: Int = 0
  ) {
    var desk = SimulatedDesk(
      order, recordings, threshold: threshold, collar: collar, keysPerJump: keysPerJump)
    var points = [Point(keys: 0, f: desk.f)]
    for question in order where desk.knows(question) {
      desk.answer(question)
      points.append(Point(keys: desk.keys, f: desk.f))
    }
    for recording in recordings where desk.finish(recording.path) {
      points.append(Point(keys: desk.keys, f: desk.f))
    }
    self.points = points
  }
}

/// Who answers from the truth, and how good what they have is by now.
private struct SimulatedDesk {
  private struct Sheet {
    let recording: LabellingCurve.Recording
    /// Proposals that are true; each onset is found by one.
    let right: Set<Int>
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
  private(set) var keys = 0

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
      sheets[recording.path] = Sheet(
        recording: recording, right: Set(pairs.map { own[$0.first].offset }),
        unreviewed: Dictionary(own.map { ($0.offset, $0.score) }) { max($0, $1) })
      judge(recording.path)
    }
  }

  var f: Double {
    let all = 2 * sum.found + sum.alarms + sum.missed
    return all == 0 ? 1 : Double(2 * sum.found) / Double(all)
  }

  func knows(_ question: ScoredProposal) -> Bool {
    sheets[question.recording]?.unreviewed[question.offset] != nil
  }

  mutating func answer(_ question: ScoredProposal) {
    show(question.recording)
    keys += 1
    sheets[question.recording]?.unreviewed[question.offset] = nil
    if sheets[question.recording]?.right.contains(question.offset) == true {
      sheets[question.recording]?.confirmed.append(question.offset)
    }
    if sheets[question.recording]?.unreviewed.isEmpty == true { _ = finish(question.recording) }
    judge(question.recording)
  }

  /// Marks what is missing and says that it is done; whether there was anything to do.
  mutating func finish(_ path: Path) -> Bool {
    guard var sheet = sheets[path], !sheet.isDone else { return false }
    show(path)
    let pairs = OnsetMatching.nearestPairs(
      first: sheet.confirmed, second: sheet.recording.truth, collar: collar)
    let known = Set(pairs.map(\.second))
    let missing = sheet.recording.truth.indices.filter { !known.contains($0) }
    sheet.confirmed += missing.map { sheet.recording.truth[$0] }
    sheet.isDone = true
    keys += missing.count * LabellingCurve.keysPerMiss + 1
    sheets[path] = sheet
    judge(path)
    return true
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
