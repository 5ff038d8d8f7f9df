import Basis
import Files

/// How paths in tag files and on the command line lie below the root.
struct RootLayout: Sendable {
  private let root: Path
  private let resolvedRoot: Path?

  init(_ root: Path) {
    self.root = root
    resolvedRoot = try? FileSystem.resolved(root)
  }

  /// A recording's path below the root without `.` and empty components, so that one recording has one name; `nil`
  /// where the path leads out of the root.
  func recording(_ path: Path) -> Path? {
    if path.isAbsolute { return path.relative(to: root) ?? resolvedRoot.flatMap { path.relative(to: $0) } }
    let components = path.components
    guard !components.isEmpty, !components.contains("..") else { return nil }
    return components.dropFirst().reduce(components[0]) { $0.appending($1) }
  }

  /// A folder's path below the root; empty for the root itself.
  ///
  /// - Throws: `ChunksError.outsideRoot`, and `FileError` where the folder does not exist.
  func below(_ folder: Path) throws -> Path {
    let resolved = try FileSystem.resolved(folder)
    if resolved == resolvedRoot { return Path(bytes: []) }
    guard let base = resolvedRoot, let relative = resolved.relative(to: base) else {
      throw ChunksError.outsideRoot(folder, root: root)
    }
    return relative
  }
}
