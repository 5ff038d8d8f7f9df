import Audio
import Basis
import Files
import TestSupport

/// A folder of made-up recordings and tag files, and a set to slice them into.
struct MadeRecordings {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var root: Path { folder.path.appending("root") }
  var cache: CacheFolder { CacheFolder(folder.path.appending("cache")) }
  func set(_ name: String) -> Path { folder.path.appending(name) }

  /// Noise of its own for every seed, 16 kHz.
  static func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = RandomKey(seed: seed).adding("noise").generator()
    return (0..<count).map { _ in Float(generator.number(in: -0.3...0.3)) }
  }

  /// Writes a recording of noise below the root.
  func record(_ name: Path, seed: UInt64, count: Int = 80_000) throws {
    try folder.write(
      WAV.bytes(pcm16: MadeRecordings.noise(count, seed: seed)).bytes, as: Path("root").appending(name))
  }

  /// Ten gun recordings with five tags each in `GUN.csv`, and ten background recordings in `env`.
  func recordStandard() throws {
    var tags = ""
    for index in 0..<10 {
      try record(Path("gun/take \(index).wav"), seed: UInt64(index))
      tags += "gun/take \(index).wav,12000,25000,26000,50000,76000\n"
      try record(Path("env/street \(index).wav"), seed: UInt64(100 + index))
    }
    try folder.write(tags, as: "root/GUN.csv")
  }
}
