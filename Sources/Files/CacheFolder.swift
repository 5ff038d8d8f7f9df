import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A folder for what can be computed again: `$XDG_CACHE_HOME/shotmark`, or `~/.cache/shotmark`.
///
/// A cache never fails: where it cannot be read there is nothing in it, and where it cannot be written nothing
/// is kept.
public struct CacheFolder: Sendable {
  /// Where it is; `nil` where neither variable names an absolute path.
  public let path: Path?

  /// The cache at `path`, or one that keeps nothing.
  public init(_ path: Path?) { self.path = path }

  /// The user's cache, by the XDG Base Directory Specification: a relative `XDG_CACHE_HOME` is ignored.
  public static var standard: CacheFolder {
    func variable(_ name: String) -> Path? {
      guard let value = getenv(name) else { return nil }
      let path = Path(bytes: UnsafeRawBufferPointer(start: value, count: strlen(value)))
      return path.isAbsolute ? path : nil
    }
    let base = variable("XDG_CACHE_HOME") ?? variable("HOME")?.appending(".cache")
    return CacheFolder(base?.appending("shotmark"))
  }

  /// What is kept under `name`, or `nil`.
  public func read(_ name: Path, limit: Int = 1 << 30) -> [UInt8]? {
    path.flatMap { try? FileSystem.read($0.appending(name), limit: limit) }
  }

  /// Notes that what is kept under `name` was used just now.
  public func touch(_ name: Path) {
    _ = path?.appending(name).withCString { utimensat(AT_FDCWD, $0, nil, 0) }
  }

  /// Removes files of the folder `name`, those first that were used longest ago, until the others take at most `limit` bytes;
  /// the one used last stays, however large. What was being written a day ago is removed too: its writer is gone.
  public func prune(_ name: Path, to limit: Int) {
    guard let folder = path?.appending(name), let names = try? FolderListing.entries(of: folder) else {
      return
    }
    let files = names.compactMap { name -> (path: Path, status: FileStatus)? in
      let path = folder.appending(name)
      return (try? FileSystem.status(path)).flatMap { $0.isRegular ? (path, $0) : nil }
    }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let yesterday = (Int64(now.tv_sec) - 86_400) &* 1_000_000_000
    var size = 0
    for (number, file) in files.sorted(by: { $0.status.modified > $1.status.modified }).enumerated() {
      let isBeingWritten = file.path.name.bytes.first == UInt8(ascii: ".")
      size += file.status.size
      if isBeingWritten ? file.status.modified < yesterday : number > 0 && size > limit {
        try? FileSystem.remove(file.path)
      }
    }
  }

  /// Keeps `bytes` under `name`, replacing as a whole what was there; says whether that worked.
  @discardableResult
  public func write(_ bytes: [UInt8], as name: Path) -> Bool {
    guard let file = path?.appending(name) else { return false }
    do {
      try FileSystem.makeFolder(file.folder)
      try AtomicFile.write(bytes, to: file)
      return true
    } catch {
      return false
    }
  }
}
