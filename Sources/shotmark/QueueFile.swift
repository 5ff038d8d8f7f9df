import Annotation
import Basis

/// A tag file, or a list with a path a line, as a queue of recordings.
enum QueueFile {
  /// The recordings that `paths` name: those in a `.csv` or `.txt` in its place, below the root. Throws `FileError`, and
  /// `AnnotationError` where it is no text.
  static func expanded(_ paths: [Path], root: Path) throws -> [Path] {
    try paths.flatMap { path -> [Path] in
      guard isList(path) else { return [path] }
      return try TagFile(reading: path, label: "queue").entries.map { root.appending($0.path) }
    }
  }

  private static func isList(_ path: Path) -> Bool {
    [".csv", ".txt"].contains { path.name.bytes.suffix(4).elementsEqual($0.utf8) }
  }
}
