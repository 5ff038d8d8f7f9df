import Basis
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// SHA-256 digests of files, remembered by absolute path, size, time of change, device and inode.
///
/// The memory is one file of records that are only ever appended, each with one `write` and a checksum of its
/// own: several processes and threads share it, and what is torn or damaged is as if it had never been kept.
public final class DigestCache: Sendable {
  private static let name: Path = "digests"
  /// Some 500,000 files; a larger memory is begun anew.
  private static let sizeLimit = 1 << 26
  /// A file changed this recently might change again without its time showing it: file systems count time in
  /// steps of up to two seconds.
  private static let settlingTime: Int64 = 2_000_000_000

  private let folder: CacheFolder
  private let known: Mutex<[String: String]?> = Mutex(nil)

  /// The digests kept in `folder`.
  public init(folder: CacheFolder = .standard) { self.folder = folder }

  /// The digest of a file that has been hashed before and not been changed since; `nil` for any other.
  public func known(_ path: Path) -> String? {
    guard let status = try? FileSystem.status(path), status.isRegular,
      let resolved = try? FileSystem.resolved(path)
    else { return nil }
    return remembered(DigestCache.key(resolved, status))
  }

  /// The digest of a file's content, from memory where the file has not changed since. Throws `FileError`.
  public func sha256(of path: Path) throws -> String {
    let before = try FileSystem.status(path)
    guard before.isRegular else { return try SHA256.hex(file: path) }
    let key = try DigestCache.key(FileSystem.resolved(path), before)
    if let digest = remembered(key) { return digest }
    let digest = try SHA256.hex(file: path)
    if try FileSystem.status(path) == before, DigestCache.hasSettled(before) { remember(key, digest) }
    return digest
  }

  private static func key(_ path: Path, _ status: FileStatus) -> String {
    let figures = "\0\(status.size) \(status.modified) \(status.device) \(status.inode)"
    return SHA256.hex(of: path.bytes + Array(figures.utf8))
  }

  private static func hasSettled(_ status: FileStatus) -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec) - status.modified > settlingTime
  }

  private func remembered(_ key: String) -> String? {
    known.withLock { table in
      let loaded = table ?? load()
      table = loaded
      return loaded[key]
    }
  }

  private func load() -> [String: String] {
    var table: [String: String] = [:]
    guard let bytes = folder.read(DigestCache.name, limit: DigestCache.sizeLimit) else { return table }
    for record in bytes.split(separator: UInt8(ascii: "\n")) {
      let parts = record.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard parts.count == 3, parts[1].utf8.count == 64 else { continue }
      if DigestCache.checksum(parts[0], parts[1]) == parts[2] { table[parts[0]] = parts[1] }
    }
    return table
  }

  private static func checksum(_ key: String, _ digest: String) -> String {
    String(SHA256.hex(of: Array((key + digest).utf8)).prefix(8))
  }

  private func remember(_ key: String, _ digest: String) {
    known.withLock { $0?[key] = digest }
    guard let path = folder.path else { return }
    let file = path.appending(DigestCache.name)
    // A record begins with its line's end, so that one torn before it does not spoil it.
    let record = Array("\n\(key) \(digest) \(DigestCache.checksum(key, digest))".utf8)
    try? FileSystem.makeFolder(path)
    if let status = try? FileSystem.status(file), status.size + record.count > DigestCache.sizeLimit {
      try? FileSystem.remove(file)
    }
    guard let memory = try? Descriptor(file, O_WRONLY | O_APPEND | O_CREAT) else { return }
    try? record.withUnsafeBytes { try memory.write($0) }
  }
}
