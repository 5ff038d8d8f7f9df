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
