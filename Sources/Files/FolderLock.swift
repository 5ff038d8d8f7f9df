import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Holds a folder for one change at a time, until it is released or forgotten.
package final class FolderLock: Sendable {
  private let folder: Descriptor

  /// Takes the folder; throws `FileError.busy` where another has it.
  package init(_ path: Path) throws {
    folder = try Descriptor(path.bytes.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
    if folder.withNumber({ flock($0, LOCK_EX | LOCK_NB) }) != 0, errno == EWOULDBLOCK {
      throw FileError.busy(path)
    }
  }

  deinit { release() }

  /// Gives the folder back. Closing alone would not: a child process that is just being started holds everything
  /// that is open here until it has become another program.
  package func release() {
    guard folder.withNumber({ $0 >= 0 && flock($0, LOCK_UN) == 0 }) else { return }
    try? folder.close()
  }
}
