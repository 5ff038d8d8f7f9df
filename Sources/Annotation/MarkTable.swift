import Basis

/// What a table of marks holds, in an order: offsets, or spans.
protocol TableMark: Hashable, Sendable {
  /// Whether it stands before another one.
  func precedes(_ other: Self) -> Bool
  /// Where it lies. Changes of marks whose extents meet can hardly both be meant: they contradict each other.
  var extent: ClosedRange<Int> { get }
}

extension Int: TableMark {
  /// Onsets nearer to each other than 40 ms are hardly two shots: 20 ms to each side, at 16 kHz.
  private static let reach = 320

  func precedes(_ other: Int) -> Bool { self < other }
  var extent: ClosedRange<Int> { self - Int.reach...self + Int.reach }
}

extension TableMark where Self: AnnotatedSpan {
  func precedes(_ other: Self) -> Bool { (start, end, note) < (other.start, other.end, other.note) }
  var extent: ClosedRange<Int> { start...max(start, end - 1) }
}

extension ReviewedSpan: TableMark {}
extension IgnoredSpan: TableMark {}

/// The marks of many recordings, and which of them are other than in the file that they came from.
struct MarkTable<Mark: TableMark>: Sendable {
  /// What two sides changed about marks whose extents meet.
  struct Contradiction: Sendable {
    let recording: Path
    /// Our changes, and whether the mark is there.
    let ours: [(mark: Mark, isThere: Bool)]
    /// Those of the others.
    let theirs: [(mark: Mark, isThere: Bool)]
  }

  /// What came of a merge: the changes that others had made, and those that contradict ours.
  struct Merge: Sendable {
    var takenOver: [(recording: Path, mark: Mark, isThere: Bool)] = []
    var contradictions: [Contradiction] = []
  }

  /// Ascending, each mark once; no entry is empty.
  private(set) var marks: [Path: [Mark]]
  /// What the file has of the recordings that were touched since: nothing is copied until something is changed, and then once.
  private var originals: [Path: [Mark]] = [:]

  /// The marks of a file.
  init(_ marks: [Path: [Mark]] = [:]) { self.marks = marks.filter { !$0.value.isEmpty } }

  /// The marks of a recording.
  func callAsFunction(_ recording: Path) -> [Mark] { marks[recording] ?? [] }

  /// Puts a mark there or takes it away, in O(log n) comparisons; says whether that changed anything.
  mutating func set(_ mark: Mark, of recording: Path, isThere: Bool) -> Bool {
    let isChange = marks[recording]?.place(of: mark) { $0.precedes($1) }.found ?? false != isThere
    return isChange && !set(ascending: [mark], of: recording, isThere: isThere).isEmpty
  }

  /// Puts marks that ascend there or takes them away, in one pass; returns those that this changed.
  mutating func set(ascending many: [Mark], of recording: Path, isThere: Bool) -> [Mark] {
    if originals[recording] == nil { originals[recording] = marks[recording] ?? [] }
    defer { if marks[recording]?.isEmpty ?? false { marks[recording] = nil } }
    return isThere
      ? marks[recording, default: []].insert(ascending: many) { $0.precedes($1) }
      : marks[recording, default: []].remove(ascending: many) { $0.precedes($1) }
  }

  /// Whether any mark is other than in the file.
  var isEdited: Bool { originals.contains { $0.value != marks[$0.key] ?? [] } }

  /// The marks as the file had them.
  var unedited: [Path: [Mark]] {
    originals.isEmpty ? marks : marks.merging(originals) { $1 }.filter { !$0.value.isEmpty }
  }

  /// Finds anew which marks are other than in a file with these.
  mutating func compare(with file: [Path: [Mark]]) {
    originals = [:]
    for recording in Set(marks.keys).union(file.keys) {
      note(marks[recording] ?? [], file[recording] ?? [], of: recording)
    }
  }

  /// Takes over what others made of `base`: what only one side changed is as that side has it. Where both set
  /// or took away the same mark they agree; a mark that one side moved is there where each side put it.
  mutating func merge(base: [Path: [Mark]], theirs: [Path: [Mark]]) -> Merge {
    var merge = Merge()
    let ours = marks
    originals = [:]
    for recording in Set(ours.keys).union(theirs.keys).union(base.keys) {
      let (own, old, new) = (ours[recording] ?? [], base[recording] ?? [], theirs[recording] ?? [])
      if new == old {
        // Nothing was changed elsewhere.
        note(own, old, of: recording)
        continue
      }
      if own == new { continue }
      let (oldMarks, ownMarks, newMarks) = (Set(old), Set(own), Set(new))
      let ownChanges = ownMarks.symmetricDifference(oldMarks)
      let newChanges = newMarks.symmetricDifference(oldMarks).subtracting(ownChanges)
      let result = newMarks.subtracting(ownChanges).union(ownMarks.intersection(ownChanges))
      let sorted = result.sorted { $0.precedes($1) }
      marks[recording] = sorted.isEmpty ? nil : sorted
      note(sorted, new, of: recording)
      for mark in newChanges.sorted(by: { $0.precedes($1) }) {
        merge.takenOver.append((recording, mark, newMarks.contains(mark)))
      }
      // What both did alike is no matter.
      let ownAlone = ownChanges.filter { ownMarks.contains($0) != newMarks.contains($0) }
      merge.contradictions += MarkTable.contradictions(
        of: recording, ours: ownAlone.map { ($0, ownMarks.contains($0)) },
        theirs: newChanges.map { ($0, newMarks.contains($0)) })
    }
    merge.takenOver.sort { $0.recording < $1.recording }
    merge.contradictions.sort { $0.recording < $1.recording }
    return merge
  }

  /// Keeps which marks are other than in the file.
  private mutating func note(_ own: [Mark], _ file: [Mark], of recording: Path) {
    if own != file { originals[recording] = file }
  }

  /// Changes whose extents meet, as far as there are some of both sides among them.
  private static func contradictions(
    of recording: Path, ours: [(mark: Mark, isThere: Bool)], theirs: [(mark: Mark, isThere: Bool)]
  ) -> [Contradiction] {
    guard !ours.isEmpty, !theirs.isEmpty else { return [] }
    var rest = (ours.map { ($0, isOurs: true) } + theirs.map { ($0, isOurs: false) })
      .sorted { $0.0.mark.precedes($1.0.mark) }[...]
    var result: [Contradiction] = []
    while let first = rest.first {
      var end = first.0.mark.extent.upperBound
      let cluster = rest.prefix { change in
        guard change.0.mark.extent.lowerBound <= end else { return false }
        end = max(end, change.0.mark.extent.upperBound)
        return true
      }
      rest = rest.dropFirst(cluster.count)
      let (own, other) = (cluster.filter(\.isOurs), cluster.filter { !$0.isOurs })
      guard !own.isEmpty, !other.isEmpty else { continue }
      result.append(Contradiction(recording: recording, ours: own.map(\.0), theirs: other.map(\.0)))
    }
    return result
  }
}
