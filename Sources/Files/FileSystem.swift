import Basis
import CFiles

#if canImport(Glibc)
  import Glibc
#endif

/// What the system knows about a file without opening it.
public struct FileStatus: Equatable, Sendable {
  /// Its length in bytes.
  public let size: Int
  /// When its content last changed, in nanoseconds since 1970.
  public let modified: Int64
  /// The number of the file system that it lies on.
  public let device: UInt64
  /// Its number there.
  public let inode: UInt64
  /// Whether it is a folder.
  public let isFolder: Bool
  /// Whether it is a file with content of its own: no folder, pipe or device.
  public let isRegular: Bool

  init(_ info: stat) {
    size = Int(info.st_size)
    modified = Int64(info.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(info.st_mtim.tv_nsec)
    device = UInt64(info.st_dev)
    inode = UInt64(info.st_ino)
    isFolder = info.st_mode & S_IFMT == S_IFDIR
    isRegular = info.st_mode & S_IFMT == S_IFREG
  }
}

/// The system's calls about files and folders, with errors that a person can act on.
///
/// All of them throw `FileError`.
public enum FileSystem {
  /// The content of a file (or of a pipe, up to its end); throws `tooLarge` beyond `limit` bytes.
  public static func read(_ path: Path, limit: Int = 1 << 30) throws -> [UInt8] {
    let file = try Descriptor(path, O_RDONLY)
    let status = FileStatus(try file.status())
    guard !status.isFolder else { throw FileError.isFolder(path) }
    guard status.size <= limit else { throw FileError.tooLarge(path, limit: limit) }
    // One byte more than it should have shows that the file has not grown since.
    let capacity = status.isRegular && status.size > 0 ? status.size + 1 : 1 << 16
    var bytes = try read(file, upTo: capacity)
    guard bytes.count == capacity else { return bytes }
    while true {
      let more = try read(file, upTo: max(1 << 16, bytes.count))
      bytes += more
      guard bytes.count <= limit else { throw FileError.tooLarge(path, limit: limit) }
      if more.isEmpty { return bytes }
    }
  }

  private static func read(_ file: Descriptor, upTo count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// What the system knows about `path`; links are followed.
  public static func status(_ path: Path) throws -> FileStatus {
    var info = stat()
    guard path.withCString({ stat($0, &info) }) == 0 else { throw FileError(path, operation: "looking up") }
    return FileStatus(info)
  }

  /// Whether there is a file or folder under `path`.
  public static func exists(_ path: Path) -> Bool { (try? status(path)) != nil }

  /// Whether there is a folder under `path`.
  public static func isFolder(_ path: Path) -> Bool { (try? status(path))?.isFolder ?? false }

  /// Makes a folder and those above it; one that exists is fine.
  public static func makeFolder(_ path: Path) throws {
    if path.bytes.isEmpty || path.withCString({ mkdir($0, 0o777) }) == 0 { return }
    switch errno {
    case EEXIST:
      if !isFolder(path) { throw FileError.isNotFolder(path) }
    case ENOENT where path.folder != path && !path.folder.bytes.isEmpty:
      try makeFolder(path.folder)
      guard path.withCString({ mkdir($0, 0o777) }) == 0 || (errno == EEXIST && isFolder(path)) else {
        throw FileError(path, operation: "making the folder")
      }
    case let code: throw FileError(path, operation: "making the folder", code: code)
    }
  }

  /// Removes a file, a link, or an empty folder.
  public static func remove(_ path: Path) throws {
    guard path.withCString({ Glibc.remove($0) }) == 0 else { throw FileError(path, operation: "removing") }
  }

  /// Removes a folder with all that is in it, or a file; links inside are removed, not followed.
  public static func removeAll(_ path: Path) throws {
    if FolderListing.isOwnFolder(path) {
      for name in try FolderListing.entries(of: path) { try removeAll(path.appending(name)) }
    }
    try remove(path)
  }

  /// Gives the file under `path` (behind a link, the file it points at) a second name; throws `exists` where
  /// that is taken.
  public static func hardLink(_ path: Path, to other: Path) throws {
    let result = path.withCString { from in
      other.withCString { linkat(AT_FDCWD, from, AT_FDCWD, $0, AT_SYMLINK_FOLLOW) }
    }
    guard result == 0 else {
      let code = errno
      throw FileError(code == ENOENT ? path : other, operation: "linking", code: code)
    }
  }

  /// Gives the file another name; a file that had it is replaced.
  public static func rename(_ path: Path, to other: Path) throws {
    let result = path.withCString { from in other.withCString { Glibc.rename(from, $0) } }
    guard result == 0 else {
      let code = errno
      throw FileError(code == ENOENT ? path : other, operation: "renaming", code: code)
    }
  }

  /// Writes a file without waiting for the disk: for chunks by the thousand, flushed by one `synchronize`.
  ///
  /// A file that was there is replaced by a new one, so that its other names (hard links) keep its content.
  public static func writePlain(_ bytes: [UInt8], to path: Path) throws {
    try bytes.withUnsafeBytes { try writePlain($0, to: path) }
  }

  /// As above, from memory.
  public static func writePlain(_ bytes: UnsafeRawBufferPointer, to path: Path) throws {
    let file = try create(path)
    try file.write(bytes)
    try file.close()
  }

  private static func create(_ path: Path) throws -> Descriptor {
    let flags = O_WRONLY | O_CREAT
    do {
      return try Descriptor(path, flags | O_EXCL)
    } catch FileError.exists {
      var info = stat()
      if path.withCString({ lstat($0, &info) }) == 0, info.st_mode & S_IFMT == S_IFREG { try remove(path) }
      return try Descriptor(path, flags | O_TRUNC)
    }
  }

  /// Returns when the disk has all that was written to the file system that `folder` lies on (`syncfs`).
  public static func synchronize(folder: Path) throws {
    let descriptor = try Descriptor(folder.bytes.isEmpty ? "." : folder, O_RDONLY)
    guard descriptor.withNumber({ shotmark_syncfs($0) }) == 0 else {
      throw FileError(folder, operation: "flushing")
    }
  }

  /// Returns when the disk has the file, or the folder's list of names (`fsync`).
  public static func synchronize(_ path: Path) throws {
    try Descriptor(path.bytes.isEmpty ? "." : path, O_RDONLY).synchronize()
  }

  /// The absolute path without links, `.` and `..`.
  public static func resolved(_ path: Path) throws -> Path {
    guard let text = path.withCString({ realpath($0, nil) }) else {
      throw FileError(path, operation: "looking up")
    }
    defer { free(text) }
    return Path(bytes: UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
