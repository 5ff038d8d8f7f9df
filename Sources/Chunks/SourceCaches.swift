import Basis
import Features
import Files

/// What earlier runs found out about recordings, so that a ten-hour one is hashed and listened to once.
struct SourceCaches: Sendable {
  let digests: DigestCache
  private let folder: CacheFolder

  init(_ folder: CacheFolder) {
    self.folder = folder
    digests = DigestCache(folder: folder)
  }

  /// The fingerprint of the content with this digest; drawn by `draw` where no earlier run has.
  func fingerprint(_ sha256: String, draw: () throws -> Fingerprint) throws -> Fingerprint {
    let name = Path("fingerprints/\(sha256.prefix(2))/\(sha256)")
    if let bytes = folder.read(name), let known = try? Fingerprint(bytes: bytes) { return known }
    let drawn = try draw()
    folder.write(drawn.bytes, as: name)
    return drawn
  }
}
