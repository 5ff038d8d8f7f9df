import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A folder for what must outlive a session and belongs to this user on this machine: journals, locks, refused
/// proposals. `$XDG_STATE_HOME/shotmark`, or `~/.local/state/shotmark`.
public struct StateFolder: Sendable {
  /// Where it is.
  public let path: Path

  /// The state kept in `path`.
  public init(_ path: Path) { self.path = path }

  /// The user's state, by the XDG Base Directory Specification: a relative `XDG_STATE_HOME` is ignored.
  ///
  /// Throws `AnnotationError.noStateFolder` where neither variable names an absolute path.
  public static func standard() throws -> StateFolder {
    func variable(_ name: String) -> Path? {
      guard let value = getenv(name) else { return nil }
      let path = Path(bytes: UnsafeRawBufferPointer(start: value, count: strlen(value)))
      return path.isAbsolute ? path : nil
    }
    guard let base = variable("XDG_STATE_HOME") ?? variable("HOME")?.appending(".local/state") else {
      throw AnnotationError.noStateFolder
    }
    return StateFolder(base.appending("shotmark"))
  }

  /// The journal of a folder of tag files.
  public func journal(of tags: Path) throws -> Path { try file(of: tags, ".journal") }

  /// The lock of a folder of tag files.
  public func lock(of tags: Path) throws -> Path { try file(of: tags, ".lock") }

  /// The refused proposals about a folder of tag files: a tag file.
  public func rejections(of tags: Path) throws -> Path { try file(of: tags, ".rejected.csv") }

  /// The set of chunks that is learnt from while a folder of tag files is worked on, unless somebody names another.
  public func learning(of tags: Path) throws -> Path { try file(of: tags, ".learning") }

  /// `NAME-DIGEST.suffix`: the folder's own name for people, the digest of its resolved path for the machine. So
  /// another way to the same folder leads to the same file, and a folder of the same name elsewhere does not.
  private func file(of tags: Path, _ suffix: String) throws -> Path {
    let resolved = try StateFolder.resolved(tags)
    let name = resolved.name.bytes.prefix(64).filter { $0 > 0x20 && $0 != 0x2F && $0 != 0x7F }
    let digest = SHA256.hex(of: resolved.bytes).prefix(16)
    return path.appending(Path(bytes: name + Array("-\(digest)\(suffix)".utf8)))
  }

  /// The absolute path without links; what does not exist yet stands as it is behind what does.
  private static func resolved(_ path: Path) throws -> Path {
    var (known, rest): (Path, [Path]) = (path, [])
    while true {
      do {
        return try rest.reversed().reduce(FileSystem.resolved(known.bytes.isEmpty ? "." : known)) {
          $0.appending($1)
        }
      } catch FileError.notFound where !known.bytes.isEmpty && known.folder != known {
        rest.append(known.name)
        known = known.folder
      }
    }
  }
}
