import CFlatBuffers

/// A FlatBuffer (https://flatbuffers.dev) while it is being built, from its leaves to its root.
final class FlatBuffer {
  /// Where something lies.
  typealias Offset = UInt32

  /// One field of a table; what has its default is left out.
  enum Field {
    case int8(Int, default: Int = 0)
    case int32(Int, default: Int = 0)
    case float(Float, default: Float = 0)
    case offset(Offset)
  }

  private let builder: OpaquePointer

  /// Fails where there is no memory.
  init?(capacity: Int) {
    guard let builder = flat_create(capacity) else { return nil }
    self.builder = builder
  }

  deinit { flat_destroy(builder) }

  func string(_ text: String) -> Offset { flat_string(builder, text) }

  func bytes(_ bytes: [UInt8], alignment: Int) -> Offset {
    flat_bytes(builder, bytes, bytes.count, alignment)
  }

  func numbers(_ numbers: [Int32]) -> Offset { flat_int32s(builder, numbers, numbers.count) }

  func numbers(_ numbers: [Int64]) -> Offset { flat_int64s(builder, numbers, numbers.count) }

  func numbers(_ numbers: [Float]) -> Offset { flat_floats(builder, numbers, numbers.count) }

  func tables(_ tables: [Offset]) -> Offset { flat_tables(builder, tables, tables.count) }

  /// A table of fields by their numbers; nothing else may be written meanwhile.
  func table(_ fields: [(number: Int, field: Field)]) -> Offset {
    let begin = flat_begin(builder)
    for (number, field) in fields {
      let number = UInt16(number)
      switch field {
      case .int8(let value, let standard):
        flat_add_int8(builder, number, Int8(truncatingIfNeeded: value), Int8(truncatingIfNeeded: standard))
      case .int32(let value, let standard):
        flat_add_int32(builder, number, Int32(truncatingIfNeeded: value), Int32(truncatingIfNeeded: standard))
      case .float(let value, let standard): flat_add_float(builder, number, value, standard)
      case .offset(let offset): flat_add_offset(builder, number, offset)
      }
    }
    return flat_end(builder, begin)
  }

  /// The finished bytes.
  func finish(_ root: Offset, identifier: String) -> [UInt8] {
    flat_finish(builder, root, identifier)
    var count = 0
    let bytes = flat_data(builder, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
