import Basis
import Features
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The shared recordings: `../shared/data` beside the package, or where SHOTMARK_DATA says.
private enum Recordings {
  static let folder: Path = {
    if let given = getenv("SHOTMARK_DATA") { return Path(String(cString: given)) }
    let package = Path(#filePath).folder.folder.folder
    return package.folder.appending("shared/data")
  }()

  static let exist = access(folder.appending("gundata/M16/5 (89).wav").description, R_OK) == 0

  /// A 48 kHz stereo recording of 16 bits as 16 kHz mono: the mean of the channels through a windowed sinc, every third sample.
  static func samples(_ name: String) -> [Float] {
    guard let file = fopen(folder.appending("gundata").appending(name).description, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    let mono = stride(from: 44, to: bytes.count - 3, by: 4).map { at -> Float in
      let left = Int16(truncatingIfNeeded: Int(bytes[at]) | Int(bytes[at + 1]) << 8)
      let right = Int16(truncatingIfNeeded: Int(bytes[at + 2]) | Int(bytes[at + 3]) << 8)
      return (Float(left) + Float(right)) / 65_536
    }
    let taps = (-24...24).map { offset -> Float in
      let x = Double(offset) / 3
      let sinc = x == 0 ? 1 : sin(Double.pi * x) / (Double.pi * x)
      return Float(sinc / 3 * (0.5 + 0.5 * cos(Double.pi * Double(offset) / 25)))
    }
    return stride(from: 0, to: mono.count, by: 3).map { at in
      var sum: Float = 0
      for (index, tap) in taps.enumerated() {
        let place = at + index - 24
        if place >= 0, place < mono.count { sum += tap * mono[place] }
      }
      return sum
    }
  }
}

// Skipped where the shared recordings are not beside the package.
@Suite("Shared content in real recordings", .enabled(if: Recordings.exist))
struct RecordingsTests {
  private static let twins = [4, 44, 97]

  @Test("copies under other names are found whole, and the two cuts of one video 210 ms apart")
  func gunshots() throws {
    let names =
      RecordingsTests.twins.flatMap { ["M16/5 (\($0)).wav", "M4/4 (\($0)).wav"] }
      + ["M16/5 (89).wav", "M4/4 (89).wav", "M4/4 (86).wav", "MP5/8 (93).wav"]
    let fingerprints = Parallel.map(names.count) { Fingerprint(Recordings.samples(names[$0])) }
    let overlaps = FingerprintIndex.overlaps(among: fingerprints)
    for pair in stride(from: 0, to: names.count - 2, by: 2) {
      let found = overlaps.first { $0.first == pair && $0.overlap.id == pair + 1 }?.overlap
      #expect(found?.shift == 0 && found?.score == 1, "\(names[pair])")
    }
    let late = names.count - 2
    for early in [late - 2, late - 1] {
      let found = try #require(overlaps.first { $0.first == early && $0.overlap.id == late }?.overlap)
      #expect(abs(found.shift + 3360) <= 4)
      #expect(found.length > 8000)
    }
    // Another gun in another video shares nothing with them.
    #expect(!overlaps.contains { $0.overlap.id == names.count - 1 })
  }
}
