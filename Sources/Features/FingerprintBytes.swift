extension Fingerprint {
  private static let magic = Array("SHOTFP".utf8)
  private static let version = 1
  private static let headerLength = 8 + 8 + 4

  /// The fingerprint as bytes for a cache: `SHOTFP`, version (2 bytes), length in samples (8), count of anchors (4), the words
  /// (8 each), whether each sounds (1 bit each), the anchors (12 each), a checksum of all that (8); little-endian.
  public var bytes: [UInt8] {
    var bytes = Fingerprint.magic
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    append(UInt16(Fingerprint.version))
    append(UInt64(length))
    append(UInt32(anchors.count))
    for word in tape.signs { append(word) }
    var packed = [UInt8](repeating: 0, count: (tape.count + 7) / 8)
    for (index, sound) in tape.sounds.enumerated() { packed[index / 8] |= sound << UInt8(index % 8) }
    bytes += packed
    for anchor in anchors {
      append(anchor.position)
      append(anchor.key)
      append(anchor.doubtful)
    }
    append(Fingerprint.checksum(bytes[...]))
    return bytes
  }

  /// Reads what `bytes` gives; throws `FeatureError.notAFingerprint` for anything torn, changed or made by another version.
  public init(bytes: [UInt8]) throws {
    func refuse(_ reason: String) -> FeatureError { .notAFingerprint(reason: reason) }
    guard bytes.count >= Fingerprint.headerLength + 8, bytes.starts(with: Fingerprint.magic) else {
      throw refuse("it does not begin as one")
    }
    var reader = ByteReader(bytes: bytes, position: Fingerprint.magic.count)
    let version: UInt16 = reader.next()
    guard version == Fingerprint.version else { throw refuse("it is of version \(version)") }
    let length: UInt64 = reader.next()
    let anchorCount: UInt32 = reader.next()
    guard length <= UInt64(Int32.max) else { throw refuse("it claims \(length) samples") }
    let words = Fingerprint.words(Int(length))
    let expected = Fingerprint.headerLength + words * 8 + (words + 7) / 8 + Int(anchorCount) * 12 + 8
    guard bytes.count == expected else { throw refuse("it has \(bytes.count) bytes, not \(expected)") }
    var tail = ByteReader(bytes: bytes, position: bytes.count - 8)
    guard tail.next() == Fingerprint.checksum(bytes.dropLast(8)) else { throw refuse("its checksum differs") }

    let signs: [UInt64] = (0..<words).map { _ in reader.next() }
    let packed: [UInt8] = (0..<(words + 7) / 8).map { _ in reader.next() }
    let sounding = (0..<words).map { packed[$0 / 8] >> UInt8($0 % 8) & 1 }
    let anchors = (0..<Int(anchorCount)).map { _ in
      Anchor(position: reader.next(), key: reader.next(), doubtful: reader.next())
    }
    let keys = UInt32(1) << UInt32(Fingerprint.keyBits)
    guard anchors.allSatisfy({ $0.position < length && $0.key < keys && $0.doubtful < keys }),
      zip(anchors, anchors.dropFirst()).allSatisfy({ $0.position < $1.position })
    else { throw refuse("its anchors make no sense") }
    self.init(length: Int(length), tape: SignTape(signs, sounding: sounding), anchors: anchors)
  }

  /// FNV-1a of 64 bits (Fowler, Noll, Vo 1991): against accidents, not against intent.
  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Little-endian numbers one behind the other; zeros past the end.
  private struct ByteReader {
    let bytes: [UInt8]
    var position: Int

    mutating func next<Number: FixedWidthInteger>() -> Number {
      var number: Number = 0
      for byte in 0..<Number.bitWidth / 8 where position + byte < bytes.count {
        number |= Number(truncatingIfNeeded: bytes[position + byte]) << Number(byte * 8)
      }
      position += Number.bitWidth / 8
      return number
    }
  }
}
