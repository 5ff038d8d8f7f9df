/// Cyclic redundancy check with Castagnoli's polynomial, as iSCSI has it (RFC 3720, B.4).
package enum CRC32C {
  /// What a byte does to the remainder.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0x82F6_3B78 ^ (value >> 1) : value >> 1 }
  }

  /// The check of these bytes.
  package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }

  /// The check as records carry it: turned and moved, so that a check over data that holds checks is none of them.
  package static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let value = checksum(bytes)
    return (value >> 15 | value << 17) &+ 0xA282_EAD8
  }
}

/// Records one behind the other, as TensorFlow frames them: eight bytes of length, their check, the data, its check; all
/// little-endian. (https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecords format details".)
package enum RecordFraming {
  /// Bytes that a record has besides its data.
  static let overhead = 16

  /// A record of this data.
  package static func record(_ data: [UInt8]) -> [UInt8] {
    var record = littleEndian(UInt64(data.count))
    record += littleEndian(CRC32C.masked(record))
    record += data
    return record + littleEndian(CRC32C.masked(data))
  }

  /// The data of the first record, which is taken off; `nil` where the bytes do not begin with a whole and sound one.
  package static func next(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.count >= overhead else { return nil }
    let length = bytes.prefix(8)
    guard number(bytes.dropFirst(8).prefix(4)) == UInt64(CRC32C.masked(length)),
      number(length) <= UInt64(bytes.count - overhead)
    else { return nil }
    let data = bytes.dropFirst(12).prefix(Int(number(length)))
    guard number(bytes.dropFirst(12 + data.count).prefix(4)) == UInt64(CRC32C.masked(data)) else {
      return nil
    }
    bytes = bytes.dropFirst(overhead + data.count)
    return data
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func littleEndian<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
    withUnsafeBytes(of: word.littleEndian) { Array($0) }
  }
}
