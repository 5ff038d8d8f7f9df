/// Cyclic redundancy check, 32 bits (ISO 3309, the polynomial of zlib): notices every error of up to three bits in
/// a line, and every burst of up to 32.
enum CRC32 {
  /// Eight tables of 256: what a byte does to the remainder when none, one, … seven bytes follow it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
    }
    return tables
  }()

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.withUnsafeBytes { checksum($0) } }

  /// Eight bytes at a time (Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC generation",
  /// 2008): one act's line may be megabytes.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var value = UInt32.max
    var place = 0
    tables.withUnsafeBufferPointer { tables in
      func entry(_ table: Int, _ byte: UInt64) -> UInt32 { tables[256 * table + Int(byte & 0xFF)] }
      while place + 8 <= bytes.count {
        let word =
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ UInt64(value)
        let near = entry(7, word) ^ entry(6, word >> 8) ^ entry(5, word >> 16) ^ entry(4, word >> 24)
        let far = entry(3, word >> 32) ^ entry(2, word >> 40) ^ entry(1, word >> 48) ^ entry(0, word >> 56)
        value = near ^ far
        place += 8
      }
      for byte in bytes[place...] { value = tables[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    }
    return ~value
  }
}
