import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What was done, in a file that is only ever appended to: nothing that was written to it is lost when the process
/// is killed, and nothing that was synchronised when the machine is.
///
/// A line a record, with a checksum. A journal has one writer at a time (`AnnotationLock`); copies of the value
/// may synchronise from other threads.
public struct Journal: Sendable {
  /// The file.
  public let path: Path
  /// How many records there are in the file, those read and those appended.
  public private(set) var count = 0
  let file: Descriptor
  private var length = 0
  private var lastNumber = 0
  private var order = JournalOrder()

  /// Opens a journal, and makes it where there is none.
  ///
  /// Lines that are torn or damaged are dropped and said; the others are read as they were meant. A file with
  /// damaged lines is kept under `NAME.damaged` before it is written anew without them. Once everything is
  /// saved, a journal of many acts is written anew with the last ones alone; what is returned are still all.
  /// - Parameter kept: how many acts can at least be undone after that.
  /// - Throws: `FileError`; `AnnotationError.newerJournal`.
  public static func open(_ path: Path, keeping kept: Int = 10_000) throws
    -> (journal: Journal, records: [JournalRecord], losses: [JournalLoss])
  {
    try FileSystem.makeFolder(path.folder)
    var reading = try JournalReading(path)
    let losses = reading.losses
    let records = reading.records
    if losses.contains(where: { $0.reason == .damaged }) {
      try AtomicFile.write(reading.bytes, to: path.appendingToName(".damaged"))
      try AtomicFile.write(JournalReading.header + reading.lines.flatMap(\.bytes), to: path)
      reading = try JournalReading(path)
    } else if losses.isEmpty, let short = JournalCompaction.records(records, keeping: kept) {
      try AtomicFile.write(JournalReading.file(of: short), to: path)
      reading = try JournalReading(path)
    }
    return (try Journal(path, reading), records, losses)
  }

  /// Reads a journal that another may be writing, and changes nothing.
  public static func read(_ path: Path) throws -> (records: [JournalRecord], losses: [JournalLoss]) {
    let reading = try JournalReading(path)
    return (reading.records, reading.losses)
  }

  /// What a journal of these bytes says.
  package static func read(_ bytes: [UInt8], name: Path) throws -> [JournalRecord] {
    try JournalReading(bytes, name).records
  }

  /// The bytes of a journal with these records.
  package static func bytes(of records: [JournalRecord]) -> [UInt8] { JournalReading.file(of: records) }

  private init(_ path: Path, _ reading: JournalReading) throws {
    self.path = path
    count = reading.records.count
    lastNumber = reading.lines.last?.number ?? 0
    order = reading.order
    let isNew = !FileSystem.exists(path)
    file = try Descriptor(path, O_WRONLY | O_APPEND | O_CREAT)
    length = Int(try file.status().st_size)
    if reading.isTorn, file.withNumber({ ftruncate($0, off_t(reading.wholeLength)) }) == 0 {
      length = reading.wholeLength
    }
    if length == 0 { try write(JournalReading.header) }
    if isNew { try FileSystem.synchronize(path.folder) }
  }

  /// Adds a record; it outlives this process when the call returns, and the machine after `synchronize`.
  ///
  /// An undo or a redo for which there is no act is not written. Throws `FileError`; then the journal is as before.
  public mutating func append(_ record: JournalRecord) throws {
    guard let content = order.content(of: record) else { return }
    try write(JournalLine(number: lastNumber + 1, content).bytes)
    lastNumber += 1
    count += 1
    order.follow(record, number: lastNumber)
  }

  /// Says that the tag files have the first `count` records.
  public mutating func appendSaved(first count: Int) throws {
    try append(.saved(pending: max(0, self.count - count)))
  }

  /// Returns when the disk has all that was appended (`fsync`). May be called from any thread.
  public func synchronize() throws { try file.synchronize() }

  private mutating func write(_ bytes: [UInt8]) throws {
    do {
      try bytes.withUnsafeBytes { try file.write($0) }
      length += bytes.count
    } catch {
      // What was written of it goes, or the next line would be taken for its end.
      _ = file.withNumber { ftruncate($0, off_t(length)) }
      throw error
    }
  }
}
