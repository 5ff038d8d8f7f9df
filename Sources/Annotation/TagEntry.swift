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
  public private(set) var tags: [Tag]
  /// The line that names the recording first, from 1; 0 where it was not read.
  public let line: Int

  /// The onsets of a recording, in any order; of equal ones the first is kept.
  public init(path: Path, tags: [Tag], line: Int = 0) {
    self.path = path
    self.line = line
    self.tags = []
    add(tags)
  }

  /// The onsets of a recording, in any order.
  public init(path: Path, offsets: [Int]) { self.init(path: path, tags: offsets.map { Tag(offset: $0) }) }

  /// The offsets, ascending.
  public var offsets: [Int] { tags.map(\.offset) }

  mutating func add(_ more: [Tag]) {
    let sorted = (tags + more).enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    tags = []
    for (_, tag) in sorted where tag.offset != tags.last?.offset { tags.append(tag) }
  }
}
