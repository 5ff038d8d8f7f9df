import Basis
import Features
import Testing

@Suite("Fingerprints as bytes")
struct FingerprintBytesTests {
  @Test("bytes give the same fingerprint back", arguments: [0, 1, 127, 128, 129, 5000, 40_001])
  func roundTrip(_ length: Int) throws {
    let fingerprint = Fingerprint(Sound.hiss(length, RandomKey(seed: 31)))
    #expect(try Fingerprint(bytes: fingerprint.bytes) == fingerprint)
  }

  @Test("a torn end and any changed byte are refused")
  func damaged() {
    let bytes = Fingerprint(Sound.hiss(3000, RandomKey(seed: 32))).bytes
    for count in 0..<bytes.count {
      #expect(throws: FeatureError.self) { try Fingerprint(bytes: Array(bytes[..<count])) }
    }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(throws: FeatureError.self) { try Fingerprint(bytes: changed) }
    }
  }

  @Test("bytes made to deceive are refused, or compared without harm", arguments: 0..<300)
  func hostile(_ draw: Int) {
    var generator = RandomKey(seed: 33).adding(draw).generator()
    let honest = Fingerprint(Sound.hiss(3000, RandomKey(seed: 34)))
    var bytes = honest.bytes
    for _ in 0..<generator.integer(in: 1...4) {
      bytes[generator.integer(in: 6...bytes.count - 9)] = UInt8(truncatingIfNeeded: generator.next())
    }
    if generator.chance(0.3) { bytes.removeLast(generator.below(bytes.count - 28)) }
    let sum = Fingerprint.checksum(bytes.dropLast(8))
    for index in 0..<8 {
      bytes[bytes.count - 8 + index] = UInt8(truncatingIfNeeded: sum >> UInt64(index * 8))
    }
    guard let read = try? Fingerprint(bytes: bytes) else { return }
    var index = FingerprintIndex()
    index.add(id: 0, honest)
    index.add(id: 1, read)
    #expect(index.matches(of: read).allSatisfy { $0.score > 0.8 })
    #expect(read.bytes == bytes || read.length == honest.length)
  }
}
