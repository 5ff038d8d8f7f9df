import Basis
import Evaluation
import Files

/// A folder of chunks with its manifest.
public struct ChunkSet: Sendable {
  /// Where the set lies.
  public let folder: Path
  /// What `set.json` says.
  public var information: SetInformation
  /// Sorted by file.
  public var rows: [ManifestRow]

  /// Opens a set, after finishing what a killed run had already decided.
  ///
  /// - Throws: `ChunksError.noSet` where there is none, and whatever is wrong with its files.
  public init(opening folder: Path) throws {
    // While another run holds the set, what it has committed so far is what there is to read.
    do { try FolderTransaction.recover(folder) } catch FileError.busy {}
    try self.init(reading: folder)
  }

  private init(reading folder: Path) throws {
    let manifest = folder.appending(Manifest.name)
    guard FileSystem.exists(manifest) else { throw ChunksError.noSet(folder) }
    self.folder = folder
    information = try SetInformation(reading: folder.appending(SetInformation.name))
    // Other programs may have written them in another order: nothing that is drawn may depend on it.
    rows = try Manifest.rows(FileSystem.read(manifest, limit: 1 << 33), name: manifest).sorted {
      $0.file < $1.file
    }
  }

  private init(new folder: Path, length: Int) {
    self.folder = folder
    information = SetInformation(length: length)
    rows = []
  }

  /// Opens a set for the run that holds its transaction, or begins one where there is none.
  ///
  /// - Throws: `ChunksError.otherLength` where its chunks are not as long as wanted.
  static func open(_ folder: Path, orNewWithLength length: Int) throws -> ChunkSet {
    guard FileSystem.exists(folder.appending(Manifest.name)) else {
      return ChunkSet(new: folder, length: length)
    }
    let set = try ChunkSet(reading: folder)
    guard set.information.length == length else {
      throw ChunksError.otherLength(folder, has: set.information.length, wanted: length)
    }
    return set
  }

  /// The labels of the set's chunks, sorted.
  public var labels: [String] { Set(rows.map(\.label)).sorted() }

  /// How many chunks each label has in each split.
  public var counts: [String: [Split: Int]] {
    rows.reduce(into: [:]) { $0[$1.label, default: [:]][$1.split, default: 0] += 1 }
  }

  /// Whether any recordings were tied together by the user, rather than by their content alone.
  public var isGroupedBySource: Bool {
    information.runs.contains { $0["options"]?["group_by"]?.string.map { $0 != "content" } ?? false }
  }

  /// Checks that a label can name a folder of the set.
  static func check(label: String) throws {
    let allowed = label.utf8.allSatisfy { byte in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    guard allowed, !label.isEmpty, !label.hasPrefix("."), label.utf8.count <= 100 else {
      throw ChunksError.badLabel(label)
    }
  }
}
