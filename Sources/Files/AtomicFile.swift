import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Files that are replaced as a whole: whoever reads, and whatever is killed, meets the old content or the new.
public enum AtomicFile {
  /// Replaces the content of `path`: a temporary file beside it, `fsync`, rename, `fsync` of the folder.
  ///
  /// A file that was there keeps its permissions, a link goes on pointing at the file it points at, and what is
  /// no regular file (`/dev/stdout`, a pipe) is written straight into. Throws `FileError`.
  public static func write(_ bytes: [UInt8], to path: Path) throws {
    let replacement = try FileReplacement(of: path)
    try bytes.withUnsafeBytes { try replacement.append($0) }
    try replacement.commit()
  }

  /// Throws what `write` would, as far as that is known before: so that long work does not end in it.
  ///
  /// - Parameter makesFolders: whether folders that are missing will be made.
  public static func check(_ path: Path, makesFolders: Bool = false) throws {
    let status = try? FileSystem.status(path)
    if let status {
      guard !status.isFolder else { throw FileError.isFolder(path) }
      guard path.withCString({ access($0, W_OK) }) == 0 else {
        throw FileError(path, operation: "writing")
      }
      guard status.isRegular else { return }
    }
    var folder: Path = path.folder.bytes.isEmpty ? "." : path.folder
    while makesFolders, !FileSystem.exists(folder), folder.folder != folder {
      folder = folder.folder.bytes.isEmpty ? "." : folder.folder
    }
    guard try FileSystem.status(folder).isFolder else { throw FileError.isNotFolder(folder) }
    guard folder.withCString({ access($0, W_OK | X_OK) }) == 0 else {
      throw FileError(folder, operation: "writing into")
    }
  }
}

/// A file's next content while it is being written; dropped without `commit`, nothing has happened.
///
/// The temporary file has a fixed name (`.NAME.tmp`) and is locked while its writer lives: what a killed run
/// left behind is found and removed by the next, and two writers wait for each other.
public final class FileReplacement {
  private let target: Path
  private let temporary: Path?
  private let file: Descriptor
  private var isFinished = false

  /// Opens the temporary file beside `path`, whose folder must exist.
  public init(of path: Path) throws {
    target = try FileReplacement.followingLinks(path)
    var info = stat()
    let exists = target.withCString { stat($0, &info) } == 0
    if exists, info.st_mode & S_IFMT == S_IFDIR { throw FileError.isFolder(path) }
    if exists, target.withCString({ access($0, W_OK) }) != 0 { throw FileError(path, operation: "writing") }
    if exists, info.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      file = try Descriptor(target, O_WRONLY)
      return
    }
    let beside = FileReplacement.temporaryName(for: target)
    temporary = beside
    file = try FileReplacement.lockedFile(beside, for: path)
    if exists {
      file.withNumber { number in
        _ = fchown(number, info.st_uid, info.st_gid)
        _ = fchmod(number, info.st_mode & 0o7777)
      }
    }
  }

  deinit {
    if !isFinished, let temporary { try? FileSystem.remove(temporary) }
  }

  /// Adds bytes to the end.
  public func append(_ bytes: UnsafeRawBufferPointer) throws { try file.write(bytes) }

  /// Adds bytes to the end.
  public func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try file.write($0) } }

  /// Returns when the disk has what was added so far: `commit` then takes its moment only, for those who have to
  /// make sure right before it that the file is still the one they know.
  public func synchronize() throws { try file.synchronize() }

  /// Puts the new content in place; returns when the disk has it.
  public func commit() throws {
    try file.synchronize()
    if let temporary {
      try FileSystem.rename(temporary, to: target)
      isFinished = true
      try FileSystem.synchronize(target.folder)
    }
    isFinished = true
  }

  /// The path behind a link, or behind a link to a link; the last one need not exist.
  private static func followingLinks(_ path: Path) throws -> Path {
    var path = path
    for _ in 0..<40 {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = path.withCString { name in
        buffer.withUnsafeMutableBytes { bytes in
          bytes.withMemoryRebound(to: CChar.self) { text in
            text.baseAddress.map { readlink(name, $0, text.count) } ?? -1
          }
        }
      }
      guard count >= 0 else { return path }
      path = path.folder.appending(Path(bytes: buffer.prefix(count)))
    }
    throw FileError(path, operation: "following links", code: ELOOP)
  }

  /// `.NAME.tmp` beside the file; a name too long for the suffix is cut, and told apart by its digest.
  private static func temporaryName(for target: Path) -> Path {
    let name = target.name.bytes
    let short = name.count <= 240 ? name : Array(name.prefix(200)) + SHA256.hex(of: name).utf8.prefix(16)
    return target.folder.appending(Path(bytes: [UInt8(ascii: ".")] + short + Array(".tmp".utf8)))
  }

  /// A new file of this name, locked. One that stands there is waited for while its writer lives, then removed.
  private static func lockedFile(_ path: Path, for name: Path) throws -> Descriptor {
    for _ in 0..<1000 {
      do {
        let file = try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, name: name)
        lock(file)
        if isStill(file, at: path) { return file }
      } catch FileError.exists {
        let other: Descriptor?
        do {
          other = try Descriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch FileError.notFound {
          // Its writer has just put it in place; what stands there by now is another's.
          continue
        } catch {
          // A link, or what may not be opened: nobody is writing it.
          other = nil
        }
        // The lock is held until the file is gone, or its writer would take it for its own in between.
        try withExtendedLifetime(other) {
          if let other {
            lock(other)
            guard isStill(other, at: path) else { return }
          }
          do { try FileSystem.remove(path) } catch FileError.notFound {}
        }
      }
    }
    throw FileError.busy(name)
  }

  private static func lock(_ file: Descriptor) {
    // A file system without locks leaves the names to do what they can.
    file.withNumber { while flock($0, LOCK_EX) != 0, errno == EINTR {} }
  }

  private static func isStill(_ file: Descriptor, at path: Path) -> Bool {
    guard let own = try? file.status(), let there = try? FileSystem.status(path) else { return false }
    return FileStatus(own).inode == there.inode && FileStatus(own).device == there.device
  }
}
