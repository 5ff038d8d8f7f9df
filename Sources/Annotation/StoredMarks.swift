import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The marks of one file in memory, merged with whatever becomes of the file.
struct StoredMarks<Format: MarkFormat>: Sendable {
  let path: Path
  let format: Format
  private(set) var table = MarkTable<Format.Mark>()
  /// All but the marks, as it was read last.
  private var rest = MarkContent<Format.Mark>()
  /// The digest of the content that `table` knows about; `nil` where there is no file.
  private var digest: String?
  /// What the system said about the file when it was read; `nil` where it may have changed since without its time
  /// showing it.
  private var status: FileStatus?

  /// Reads the file, which may be missing. Throws `FileError` and `AnnotationError`.
  init(_ path: Path, _ format: Format) throws {
    self.path = path
    self.format = format
    guard let bytes = try read() else { return }
    rest = try format.content(of: bytes, name: path)
    table = MarkTable(rest.marks)
    rest.marks = [:]
    digest = SHA256.hex(of: bytes)
  }

  /// A file that there was none of when the folder was read; one that is there by now is met when this is saved.
  init(new path: Path, _ format: Format) {
    self.path = path
    self.format = format
  }

  var issues: [AnnotationError] { rest.issues }

  var isEdited: Bool { table.isEdited }

  mutating func set(_ mark: Format.Mark, of recording: Path, isThere: Bool) -> Bool {
    table.set(mark, of: recording, isThere: isThere)
  }

  mutating func set(ascending marks: [Format.Mark], of recording: Path, isThere: Bool) -> [Format.Mark] {
    table.set(ascending: marks, of: recording, isThere: isThere)
  }

  /// Takes over what became of the file since it was read.
  mutating func refresh() throws -> SaveOutcome {
    let now = try currentStatus()
    if now == nil, digest == nil { return SaveOutcome() }
    if let now, now == status { return SaveOutcome() }
    return try takeOver(read())
  }

  /// Writes the file where something is other than in it, after taking over what became of it.
  mutating func save() throws -> SaveOutcome {
    guard isEdited else { return try refresh() }
    var outcome = SaveOutcome()
    try FileSystem.makeFolder(path.folder)
    for _ in 0..<100 {
      // From here on every other Shotmark waits.
      let replacement = try FileReplacement(of: path)
      let before = try currentStatus()
      outcome.add(try takeOver(read()))
      guard isEdited else { return outcome }
      let bytes = content()
      try replacement.append(bytes)
      try replacement.synchronize()
      // Other programs wait for nobody: what they wrote meanwhile is looked at first.
      guard try currentStatus() == before else { continue }
      try replacement.commit()
      table = MarkTable(table.marks)
      digest = SHA256.hex(of: bytes)
      status = nil
      outcome.written.append(path)
      return outcome
    }
    throw FileError.busy(path)
  }

  /// Takes over what came of saving `before`, a copy of this that may have been edited since.
  mutating func settle(before: StoredMarks, after: StoredMarks) {
    var live = table
    _ = live.merge(base: before.table.marks, theirs: after.table.marks)
    live.compare(with: after.table.unedited)
    self = after
    table = live
  }

  private func content() -> [UInt8] {
    var content = rest
    content.marks = table.marks
    return format.bytes(of: content, name: path)
  }

  private mutating func takeOver(_ bytes: [UInt8]?) throws -> SaveOutcome {
    let found = bytes.map { SHA256.hex(of: $0) }
    guard found != digest else { return SaveOutcome() }
    var content = MarkContent<Format.Mark>()
    if let bytes { content = try format.content(of: bytes, name: path) }
    var outcome = SaveOutcome()
    let known = table.unedited
    if content.isEmpty, !known.isEmpty {
      // Gone or emptied: more likely a mishap than the wish to lose every mark. All of them are to be written anew.
      table.compare(with: [:])
      outcome.vanished.append(path)
    } else {
      let merge = table.merge(base: known, theirs: content.marks)
      outcome.takenOver = merge.takenOver.map { format.change($0.recording, $0.mark, isThere: $0.isThere) }
      outcome.conflicts = merge.contradictions.map { contradiction in
        func changes(_ side: [(mark: Format.Mark, isThere: Bool)]) -> [AnnotationChange] {
          side.map { format.change(contradiction.recording, $0.mark, isThere: $0.isThere) }
        }
        return AnnotationConflict(
          file: path, recording: contradiction.recording, ours: changes(contradiction.ours),
          theirs: changes(contradiction.theirs))
      }
    }
    content.marks = [:]
    rest = content
    digest = found
    return outcome
  }

  /// The file's bytes, `nil` where there is none; remembers its status where that will show the next change.
  private mutating func read() throws -> [UInt8]? {
    status = nil
    do {
      let before = try FileSystem.status(path)
      let bytes = try FileSystem.read(path)
      if try FileSystem.status(path) == before, StoredMarks.hasSettled(before) { status = before }
      return bytes
    } catch FileError.notFound {
      return nil
    }
  }

  private func currentStatus() throws -> FileStatus? {
    do { return try FileSystem.status(path) } catch FileError.notFound { return nil }
  }

  /// File systems count time in steps of up to two seconds: a file changed this recently might change again
  /// without its time showing it.
  private static func hasSettled(_ status: FileStatus) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let nanoseconds = Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec)
    return nanoseconds &- status.modified > 2_000_000_000
  }
}
