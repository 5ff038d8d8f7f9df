import Basis
import Files

/// How much speaks for each proposal of a tag file: `GUN.scores.csv` beside `GUN.csv`, rows of `path,offset,score`.
///
/// Rows that are not understood are left out and counted: scores can be made again.
public struct ScoreFile: Sendable, Equatable {
  /// The score of one onset.
  public struct Row: Sendable, Hashable {
    /// The recording, as the tag file has it.
    public let path: Path
    /// The onset, in samples at 16 kHz.
    public let offset: Int
    /// 0–1.
    public let score: Double

    /// A score.
    public init(path: Path, offset: Int, score: Double) {
      self.path = path
      self.offset = offset
      self.score = score
    }
  }

  /// Sorted by path (as bytes) and offset.
  public private(set) var rows: [Row]
  /// Rows that were not understood.
  public private(set) var unreadable = 0

  /// Scores in any order.
  public init(_ rows: [Row]) { self.rows = ScoreFile.sorted(rows) }

  /// Reads a file of scores. Throws `FileError`, and `AnnotationError.notText`.
  public init(reading path: Path) throws {
    self.rows = []
    var rows: [Row] = []
    for row in try RowReading.rows(FileSystem.read(path), name: path) {
      guard row.fields.count == 3, let recording = try? RowReading.path(row),
        let offset = try? RowReading.offset(row.fields[1]), let score = row.fields[2].number,
        (0...1).contains(score)
      else {
        unreadable += 1
        continue
      }
      rows.append(Row(path: recording, offset: offset, score: score))
    }
    self.rows = ScoreFile.sorted(rows)
  }

  /// Where the scores of a tag file lie: `GUN.scores.csv` for `GUN.csv`.
  public static func path(beside tagFile: Path) -> Path {
    tagFile.folder.appending(tagFile.stem.appendingToName(".scores.csv"))
  }

  /// The file as it is written, scores with four decimals.
  public func bytes() -> [UInt8] {
    var writer = CSV.Writer()
    for row in rows {
      writer.field(row.path.bytes)
      writer.field(row.offset)
      writer.field("\((row.score * 10_000).rounded() / 10_000)")
      writer.endRow()
    }
    return writer.bytes
  }

  /// Replaces the content of `path` by `bytes()`, atomically. Throws `FileError`.
  public func write(to path: Path) throws { try AtomicFile.write(bytes(), to: path) }

  private static func sorted(_ rows: [Row]) -> [Row] {
    rows.sorted { $0.path == $1.path ? $0.offset < $1.offset : $0.path < $1.path }
  }
}
