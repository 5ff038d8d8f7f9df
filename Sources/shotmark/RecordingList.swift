import Audio
import Basis
import Files

/// The recordings that were named on the command line, with the names that tag files have for them.
struct RecordingList {
  /// One recording.
  struct Entry: Sendable {
    /// The file to open.
    let file: Path
    /// Its path below the root.
    let name: Path
  }

  /// Sorted by name, each once.
  private(set) var entries: [Entry] = []
  /// What could not be found, and why.
  private(set) var failures = Failures()
  /// How many files were named or found in folders.
  private(set) var count = 0

  private let root: Path
  private let resolvedRoot: Path

  /// Looks up files and folders; what is missing does not stop the others. Throws where the root does not exist.
  init(_ paths: [Path], root: Path) throws {
    self.root = root
    resolvedRoot = try FileSystem.resolved(root)
    var found: [Path: Entry] = [:]
    for path in paths {
      do {
        for entry in try self.entries(path) {
          count += 1
          found[entry.name] = entry
        }
      } catch {
        count += 1
        failures.add(error, about: path)
      }
    }
    entries = found.values.sorted { $0.name < $1.name }
  }

  private func entries(_ path: Path) throws -> [Entry] {
    guard FileSystem.isFolder(path) else {
      guard FileSystem.exists(path) else { throw FileError.notFound(path) }
      // A link keeps its own name: that is how the person knows the recording.
      let folder = try below(path.folder.bytes.isEmpty ? "." : path.folder, of: path)
      return [Entry(file: path, name: folder.appending(path.name))]
    }
    let folder = try below(path, of: path)
    return try FileSystem.files(below: path, where: SoundFiles.isSoundFile).map { file in
      Entry(file: path.appending(file), name: folder.appending(file))
    }
  }

  /// A folder's path below the root; empty for the root itself.
  private func below(_ folder: Path, of path: Path) throws -> Path {
    let resolved = try FileSystem.resolved(folder)
    if resolved == resolvedRoot { return Path(bytes: []) }
    guard let relative = resolved.relative(to: resolvedRoot) else {
      throw OutsideRoot(path: path, root: root)
    }
    return relative
  }

  /// A recording that tag files below this root cannot name.
  struct OutsideRoot: ThreePartError {
    let path: Path
    let root: Path

    var what: String { "\(path) does not lie below the root" }
    var place: String { "option --root \(root)" }
    var remedy: String { "choose a --root above all recordings" }
  }
}
