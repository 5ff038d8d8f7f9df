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

  /// Which of some contents share a stretch of sound: pairs of their places in `digests`, found by `compare` where no
  /// earlier run has compared just these.
  func pairs(among digests: [String], compare: () -> [[Int]]) -> [[Int]] {
    let key = SHA256.hex(of: Array(digests.joined(separator: " ").utf8))
    let name = Path("comparisons-1/\(key)")
    if let known = folder.read(name).flatMap({ SourceCaches.pairs($0, count: digests.count) }) {
      return known
    }
    let pairs = compare()
    var writer = CSV.Writer()
    for pair in pairs { writer.row(pair.map(String.init)) }
    writer.row(["end"])
    folder.write(writer.bytes, as: name)
    return pairs
  }

  /// The pairs in a file's bytes; `nil` for anything torn or out of range.
  private static func pairs(_ bytes: [UInt8], count: Int) -> [[Int]]? {
    let rows = CSV.parse(bytes)
    guard let last = rows.last, last.fields.count == 1, last.fields[0] == "end" else { return nil }
    let pairs = rows.dropLast().map { $0.fields.compactMap(\.integer) }
    let isSound = pairs.allSatisfy { $0.count == 2 && $0.allSatisfy((0..<count).contains) }
    return isSound ? pairs : nil
  }
}
