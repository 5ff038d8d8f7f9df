import Basis
import Files

/// The tags, spans and refused proposals of one folder of tag files in memory.
///
/// Files are only written where something in them was changed here, and never over changes that were not seen:
/// what others did to them meanwhile is merged first (`StoredMarks`). Rows that are not understood stay in them.
/// A value: a copy can be saved in another thread while the original goes on.
public struct AnnotationStore: Sendable {
  /// The folder of tag files.
  public let folder: Path
  private let indexLabel: String?
  private var tags: [String: StoredMarks<OffsetFormat>] = [:]
  private var reviewed: StoredMarks<SpanFormat<ReviewedSpan>>
  private var ignored: StoredMarks<SpanFormat<IgnoredSpan>>
  private var rejected: StoredMarks<OffsetFormat>?

  /// Reads a folder, which need not exist yet.
  /// - Parameters:
  ///   - label: the label of an `index.csv` in it.
  ///   - rejections: the file that keeps refused proposals (`StateFolder.rejections`); without it none are kept.
  /// - Throws: `FileError`; `AnnotationError` where a file has no label, or one that another has too.
  public init(folder: Path, label: String? = nil, rejections: Path? = nil) throws {
    self.folder = folder
    indexLabel = label
    reviewed = try StoredMarks(folder.appending(ReviewedSpan.fileName), SpanFormat { .addReviewed($0) })
    ignored = try StoredMarks(folder.appending(IgnoredSpan.fileName), SpanFormat { .addIgnored($0) })
    rejected = try rejections.map { try StoredMarks($0, OffsetFormat(label: nil)) }
    for (label, file) in try labelFiles() { try add(label, file) }
  }

  private mutating func add(_ label: String, _ file: Path) throws {
    if let other = tags[label] { throw AnnotationError.sameLabel(label, other.path, file) }
    tags[label] = try StoredMarks(file, OffsetFormat(label: label))
  }

  /// The tag files in the folder, and their labels.
  private func labelFiles() throws -> [(label: String, file: Path)] {
    let names: [Path]
    do { names = try FileSystem.names(in: folder) } catch FileError.notFound { return [] }
    return try names.filter { Annotations.isTagFile($0) }.map { name in
      let file = folder.appending(name)
      return (try TagFile.label(of: file, given: name == "index.csv" ? indexLabel : nil), file)
    }
  }
}

// Reading: nothing here touches the disk.
extension AnnotationStore {
  /// The labels that there are files or tags of, sorted.
  public var labels: [String] { tags.keys.sorted() }

  /// Every recording that is named in some file, sorted by bytes.
  public var recordings: [Path] {
    var paths = Set(reviewed.table.marks.keys).union(ignored.table.marks.keys)
    for file in tags.values { paths.formUnion(file.table.marks.keys) }
    return paths.sorted()
  }

  /// The onsets of a recording under one label, ascending.
  public func tags(of recording: Path, label: String) -> [Int] { tags[label]?.table(recording) ?? [] }

  /// The onsets of a recording under all labels, ascending; those of equal offset by label.
  public func allTags(of recording: Path) -> [(label: String, offset: Int)] {
    let all = tags.flatMap { label, file in file.table(recording).map { (label: label, offset: $0) } }
    return all.sorted { ($0.offset, $0.label) < ($1.offset, $1.label) }
  }

  /// The ignored spans of a recording, by start.
  public func ignored(of recording: Path) -> [IgnoredSpan] { ignored.table(recording) }

  /// The reviewed spans of a recording, by start.
  public func reviewed(of recording: Path) -> [ReviewedSpan] { reviewed.table(recording) }

  /// The refused proposals of a recording, ascending.
  public func rejected(of recording: Path) -> [Int] { rejected?.table(recording) ?? [] }

  /// How many tags there are of a label, in all recordings.
  public func count(of label: String) -> Int {
    tags[label]?.table.marks.values.reduce(0) { $0 + $1.count } ?? 0
  }

  /// Why rows of the files are not understood. They stay where they are.
  public var issues: [AnnotationError] {
    tags.sorted { $0.key < $1.key }.flatMap(\.value.issues) + reviewed.issues + ignored.issues
      + (rejected?.issues ?? [])
  }

  /// Whether the files are to be written.
  public var hasUnsavedChanges: Bool {
    tags.values.contains(where: \.isEdited) || reviewed.isEdited || ignored.isEdited
      || (rejected?.isEdited ?? false)
  }
}

// Changing.
extension AnnotationStore {
  /// Whether tags can have this label: whether it can name a tag file.
  public static func isPossible(label: String) -> Bool {
    let file = Path(label + ".csv")
    guard label.utf8.count <= 200, label.utf8.first != UInt8(ascii: "."), Annotations.isTagFile(file) else {
      return false
    }
    return (try? TagFile.label(of: file, given: nil)) == label
  }

  /// Makes a change in memory, in O(log n); says whether it changed anything.
  ///
  /// It does not where all is so already, nor for offsets, spans, paths and labels that no file can hold.
  @discardableResult
  public mutating func apply(_ change: AnnotationChange) -> Bool { perform(change) != nil }

  /// As `apply`; returns what of the change changed anything.
  mutating func perform(_ change: AnnotationChange) -> AnnotationChange? {
    guard case .many(let many) = change else { return set(change) ? change : nil }
    let done = set(many)
    guard !done.isEmpty else { return nil }
    return done.count == many.offsets.count ? change : .many(many.with(ascending: done))
  }

  private mutating func set(_ change: AnnotationChange) -> Bool {
    guard !change.recording.bytes.isEmpty else { return false }
    switch change {
    case .addTag(let recording, let label, let offset):
      return set(label, offset, of: recording, isThere: true)
    case .removeTag(let recording, let label, let offset):
      return set(label, offset, of: recording, isThere: false)
    case .addIgnored(let span):
      return AnnotationStore.isPossible(span) && ignored.set(span, of: span.path, isThere: true)
    case .removeIgnored(let span): return ignored.set(span, of: span.path, isThere: false)
    case .addReviewed(let span):
      return AnnotationStore.isPossible(span) && reviewed.set(span, of: span.path, isThere: true)
    case .removeReviewed(let span): return reviewed.set(span, of: span.path, isThere: false)
    case .reject(let recording, let offset):
      guard AnnotationStore.isPossible(offset) else { return false }
      return rejected?.set(offset, of: recording, isThere: true) ?? false
    case .unreject(let recording, let offset):
      return rejected?.set(offset, of: recording, isThere: false) ?? false
    case .many(let many): return !set(many).isEmpty
    }
  }

  private mutating func set(_ label: String, _ offset: Int, of recording: Path, isThere: Bool) -> Bool {
    guard AnnotationStore.isPossible(offset), hasFile(of: label, making: isThere) else { return false }
    return tags[label]?.set(offset, of: recording, isThere: isThere) ?? false
  }

  /// Returns the offsets that this changed.
  private mutating func set(_ many: OffsetsChange) -> [Int] {
    let possible = AnnotationStore.possible(many.offsets)
    guard !possible.isEmpty, !many.recording.bytes.isEmpty else { return [] }
    guard let label = many.label else {
      return rejected?.set(ascending: possible, of: many.recording, isThere: many.isThere) ?? []
    }
    guard hasFile(of: label, making: many.isThere) else { return [] }
    return tags[label]?.set(ascending: possible, of: many.recording, isThere: many.isThere) ?? []
  }

  /// Whether there are marks of a label, or can be some from now on.
  private mutating func hasFile(of label: String, making isWanted: Bool) -> Bool {
    if tags[label] != nil { return true }
    guard isWanted, AnnotationStore.isPossible(label: label) else { return false }
    tags[label] = StoredMarks(new: folder.appending(label + ".csv"), OffsetFormat(label: label))
    return true
  }

  private static func possible(_ ascending: [Int]) -> [Int] {
    let isAll = isPossible(ascending.first ?? 0) && isPossible(ascending.last ?? 0)
    return isAll ? ascending : ascending.filter { isPossible($0) }
  }

  private static func isPossible(_ offset: Int) -> Bool { (0...RowReading.offsetLimit).contains(offset) }

  private static func isPossible(_ span: some AnnotatedSpan) -> Bool {
    isPossible(span.start) && isPossible(span.end) && span.start < span.end
  }
}

// The disk.
extension AnnotationStore {
  /// Takes over what others did to the files, without writing any. Cheap where nothing happened: one look-up a file.
  public mutating func refresh() -> SaveOutcome { forEachFile { try $0.refresh() } }

  /// Writes the files in which something was changed, after taking over what others did to them.
  ///
  /// All files are tried; of several that fail the first one's error is thrown, and their changes stay unsaved.
  @discardableResult
  public mutating func save() throws -> SaveOutcome {
    let outcome = forEachFile { try $0.save() }
    if let failure = outcome.failures.first { throw failure.error }
    return outcome
  }

  /// As `save`, for a copy in another thread: the original takes the result over by `settle`.
  public func saved() -> Saving {
    var copy = self
    let outcome = copy.forEachFile { try $0.save() }
    return Saving(before: self, after: copy, outcome: outcome)
  }

  /// What `saved` came to.
  public struct Saving: Sendable {
    fileprivate let before: AnnotationStore
    fileprivate let after: AnnotationStore
    /// What was written, taken over, and found.
    public let outcome: SaveOutcome
  }

  /// Takes over what came of saving a copy: what was changed here since then is still unsaved.
  public mutating func settle(_ saving: Saving) {
    for (label, after) in saving.after.tags {
      if let before = saving.before.tags[label], tags[label] != nil {
        tags[label]?.settle(before: before, after: after)
      } else if tags[label] == nil {
        tags[label] = after
      }
    }
    reviewed.settle(before: saving.before.reviewed, after: saving.after.reviewed)
    ignored.settle(before: saving.before.ignored, after: saving.after.ignored)
    if let before = saving.before.rejected, let after = saving.after.rejected {
      rejected?.settle(before: before, after: after)
    }
  }

  private mutating func forEachFile(_ body: (inout any StoredFile) throws -> SaveOutcome) -> SaveOutcome {
    var outcome = SaveOutcome()
    func look(at file: any StoredFile) -> any StoredFile {
      var file = file
      do { outcome.add(try body(&file)) } catch {
        outcome.failures.append(SaveOutcome.Failure(file: file.path, error: error))
      }
      return file
    }
    outcome.add(discover())
    for (label, file) in tags.sorted(by: { $0.key < $1.key }) {
      tags[label] = look(at: file) as? StoredMarks ?? file
    }
    reviewed = look(at: reviewed) as? StoredMarks ?? reviewed
    ignored = look(at: ignored) as? StoredMarks ?? ignored
    if let file = rejected { rejected = look(at: file) as? StoredMarks ?? file }
    return outcome
  }

  /// Reads tag files that others have put into the folder.
  private mutating func discover() -> SaveOutcome {
    var outcome = SaveOutcome()
    do {
      for (label, file) in try labelFiles() where tags[label]?.path != file {
        try add(label, file)
        outcome.takenOver += tags[label]?.additions ?? []
      }
    } catch {
      outcome.failures.append(SaveOutcome.Failure(file: folder, error: error))
    }
    return outcome
  }
}

/// A file of marks of whatever kind.
private protocol StoredFile: Sendable {
  var path: Path { get }
  mutating func refresh() throws -> SaveOutcome
  mutating func save() throws -> SaveOutcome
}

extension StoredMarks: StoredFile {
  /// All marks as changes that add them.
  fileprivate var additions: [AnnotationChange] {
    table.marks.sorted { $0.key < $1.key }.flatMap { recording, marks in
      marks.map { format.change(recording, $0, isThere: true) }
    }
  }
}
