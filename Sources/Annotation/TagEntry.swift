import Basis

/// One onset in a recording, and where it stands in its tag file.
public struct Tag: Hashable, Sendable {
  /// Samples at 16 kHz in the mono mix, from the recording's beginning.
  public let offset: Int
  /// The line that it stands on, from 1; 0 where it was not read.
  public let line: Int
  /// The column that it stands in, from 1, the path being the first; 0 where it was not read.
  public let column: Int

  /// An onset, and where it was read.
  public init(offset: Int, line: Int = 0, column: Int = 0) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}

/// The onsets of one recording.
public struct TagEntry: Hashable, Sendable {
  /// The recording, relative to the root, byte for byte as the tag file has it.
  public let path: Path
  /// Its onsets, ascending, each offset once; none where the file names the recording without any.
  public let tags: [Tag]
  /// The line that names the recording first, from 1; 0 where it was not read.
  public let line: Int

  /// The onsets of a recording, in any order; of equal ones the first is kept.
  public init(path: Path, tags: [Tag], line: Int = 0) {
    self.path = path
    self.line = line
    self.tags = TagEntry.ascending(tags)
  }

  /// The onsets of a recording, in any order.
  public init(path: Path, offsets: [Int]) { self.init(path: path, tags: offsets.map { Tag(offset: $0) }) }

  /// The offsets, ascending.
  public var offsets: [Int] { tags.map(\.offset) }

  private static func ascending(_ tags: [Tag]) -> [Tag] {
    // Most rows are written that way.
    if zip(tags, tags.dropFirst()).allSatisfy({ $0.offset < $1.offset }) { return tags }
    let sorted = tags.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    var result: [Tag] = []
    for (_, tag) in sorted where tag.offset != result.last?.offset { result.append(tag) }
    return result
  }

  /// The entries sorted by the bytes of their paths, those of one path made one, the earlier one's line kept.
  static func merged(_ entries: [TagEntry]) -> [TagEntry] {
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.path < $1.path }
    if isSorted { return entries }
    let sorted = entries.enumerated().sorted { left, right in
      left.element.path == right.element.path
        ? left.offset < right.offset : left.element.path < right.element.path
    }
    var result: [TagEntry] = []
    var rest = sorted.map(\.element)[...]
    while let first = rest.first {
      let rows = rest.prefix { $0.path == first.path }
      rest = rest.dropFirst(rows.count)
      let tags = rows.count == 1 ? first.tags : rows.flatMap(\.tags)
      result.append(TagEntry(path: first.path, tags: tags, line: first.line))
    }
    return result
  }
}
