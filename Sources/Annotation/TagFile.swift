import Basis
import Files

/// A tag file: the onsets of one label, a recording a row (`path,offset,offset,…`, offsets at 16 kHz).
///
/// Read in any order, with stray blanks, empty columns, quotes, CRLF and a byte order mark; several rows of one
/// recording are one entry, equal offsets one tag, and `566.0` is 566. Paths are bytes: `./a.wav` and `a.wav`
/// are two entries here. A row is understood as a whole or not at all; one that is not (a header among them) is
/// reported in `issues` and kept as it stands. A path alone is a recording without tags.
public struct TagFile: Sendable {
  /// The label of all its tags.
  public let label: String
  /// The file, as it was named.
  public let name: Path
  /// One entry a recording, sorted by the bytes of their paths.
  public private(set) var entries: [TagEntry] = []
  /// The rows that are not understood, as they stand, without line ends.
  public private(set) var keptRows: [[UInt8]] = []
  /// What is wrong with the kept rows, one issue a row.
  public private(set) var issues: [AnnotationError] = []

  /// Reads a tag file.
  /// - Parameter label: the label, where the file's name does not say it (`index.csv`) or says another.
  /// - Throws: `FileError` where it cannot be read; `AnnotationError` where the label is missing or impossible, or
  ///   the file is no text.
  public init(reading path: Path, label: String? = nil) throws {
    let label = try TagFile.label(of: path, given: label)
    try self.init(bytes: FileSystem.read(path), name: path, label: label)
  }

  /// Reads a tag file's bytes.
  /// - Parameter name: the file's name, for errors and, where `label` is `nil`, the label.
  public init(bytes: [UInt8], name: Path, label: String? = nil) throws {
    self.label = try TagFile.label(of: name, given: label)
    self.name = name
    var found: [TagEntry] = []
    for (index, row) in try RowReading.rows(bytes, name: name).enumerated() {
      do {
        let (path, tags) = try TagFile.understand(row, isFirst: index == 0)
        found.append(TagEntry(path: path, tags: tags, line: row.line))
      } catch let misfit as RowReading.Misfit {
        keptRows.append(row.raw)
        issues.append(RowReading.error(misfit, in: row, of: name))
      }
    }
    entries = TagEntry.merged(found)
  }

  /// A tag file of these entries; those of equal paths become one.
  public init(label: String, name: Path, entries: [TagEntry]) {
    self.label = label
    self.name = name
    self.entries = TagEntry.merged(entries)
  }

  /// The entry of a recording, or `nil`.
  public subscript(path: Path) -> TagEntry? {
    let index = position(of: path)
    return index < entries.count && entries[index].path == path ? entries[index] : nil
  }

  /// Replaces the tags of a recording; with `nil` its entry goes.
  public mutating func setOffsets(_ offsets: [Int]?, of path: Path) {
    let index = position(of: path)
    if index < entries.count, entries[index].path == path { entries.remove(at: index) }
    if let offsets { entries.insert(TagEntry(path: path, offsets: offsets), at: index) }
  }

  /// The recordings whose rows have an offset that is not understood: nobody knows what sounds in them.
  public var doubtfulRecordings: Set<Path> { Set(issues.compactMap(\.recordingWithUnknownOffset)) }

  /// The file as it is written: sorted by the bytes of the paths, offsets ascending, one recording a row, quotes
  /// only where a path needs them, LF; then the rows that are not understood.
  public func bytes() -> [UInt8] {
    var writer = CSV.Writer()
    for entry in entries {
      writer.field(entry.path.bytes)
      for tag in entry.tags { writer.field(tag.offset) }
      if entry.tags.isEmpty, TagFile.needsSecondColumn(entry.path) { writer.field("") }
      writer.endRow()
    }
    KeptRows.write(keptRows, to: &writer)
    return writer.bytes
  }

  /// Replaces the content of `path` by `bytes()`, atomically. Throws `FileError`.
  public func write(to path: Path) throws { try AtomicFile.write(bytes(), to: path) }

  private func position(of path: Path) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TagFile {
  /// The label that a file has by its name, unless another is given: `GUN` for `GUN.csv`, none for `index.csv`.
  static func label(of file: Path, given label: String?) throws -> String {
    if let label {
      guard isPossible(label) else { throw AnnotationError.impossibleLabel(label, file) }
      return label
    }
    let stem = file.stem
    if file.name.bytes.suffix(11).elementsEqual(".scores.csv".utf8) { throw AnnotationError.scores(file) }
    guard let label = String(validating: stem.bytes, as: UTF8.self), label.lowercased() != "index",
      isPossible(label)
    else {
      throw AnnotationError.noLabel(file)
    }
    return label
  }

  private static func isPossible(_ label: String) -> Bool {
    !label.isEmpty && label != "." && label != ".." && !label.utf8.contains { $0 == 0x2F || $0 < 0x20 }
  }

  private static func understand(_ row: CSV.Row, isFirst: Bool) throws -> (Path, [Tag]) {
    let path = try RowReading.path(row)
    let fields = row.fields
    if fields.count == 1 { try checkAlone(fields[0], path) }
    let filled = fields.dropFirst().filter { !$0.isBlank }
    if isFirst, !filled.isEmpty, filled.allSatisfy({ !hasDigit($0) }) {
      throw RowReading.Misfit(problem: .header, column: 1)
    }
    let tags = try filled.map { field in
      Tag(offset: try RowReading.offset(field), line: row.line, column: field.column)
    }
    return (path, tags)
  }

  /// A path without offsets might be a row of another kind of file, or what lies between two torn quotes.
  private static func checkAlone(_ field: CSV.Field, _ path: Path) throws {
    let hasLineEnd = path.bytes.contains { $0 == 0x0A || $0 == 0x0D }
    if field.quoted {
      if hasLineEnd { throw RowReading.Misfit(problem: .severalLines, column: 1) }
    } else if hasOtherSeparator(path), path.bytes.last.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? false {
      throw RowReading.Misfit(problem: .otherSeparator, column: 1)
    }
  }

  private static func hasOtherSeparator(_ path: Path) -> Bool {
    path.bytes.contains { $0 == UInt8(ascii: ";") || $0 == 0x09 }
  }

  private static func needsSecondColumn(_ path: Path) -> Bool {
    hasOtherSeparator(path) || path.bytes.contains { $0 == 0x0A || $0 == 0x0D }
  }

  private static func hasDigit(_ field: CSV.Field) -> Bool {
    field.withBytes { $0.contains { $0 >= 0x30 && $0 <= 0x39 } }
  }
}
