import Basis
import Files
import Testing

@Suite("Messages of Protocol Buffers")
struct ProtocolBufferTests {
  @Test("are what the encoding guide says")
  func known() {
    var message = ProtocolBuffer()
    message.add(1, 150)
    #expect(message.bytes == [0x08, 0x96, 0x01])
    message = ProtocolBuffer()
    message.add(2, "testing")
    #expect(message.bytes == [0x12, 0x07] + bytes("testing"))
    var outer = ProtocolBuffer()
    var inner = ProtocolBuffer()
    inner.add(1, 150)
    outer.add(3, inner)
    #expect(outer.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    message = ProtocolBuffer()
    message.add(packed: 6, [3, 270, 86942])
    #expect(message.bytes == [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
    message = ProtocolBuffer()
    message.add(1, -2)
    #expect(message.bytes == [0x08, 0xFE] + [UInt8](repeating: 0xFF, count: 8) + [0x01])
    message = ProtocolBuffer()
    message.add(1, Float(1))
    message.add(2, 1.0)
    message.add(packed: 3, [Float(2)])
    #expect(
      message.bytes == [
        0x0D, 0, 0, 0x80, 0x3F, 0x11, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x1A, 4, 0, 0, 0, 0x40,
      ])
    message = ProtocolBuffer()
    message.add(packed: 3, [Int]())
    message.add(packed: 3, [Float]())
    #expect(message.bytes.isEmpty)
  }

  /// One drawn field and what reading it should give.
  private static func add(_ random: inout KeyedGenerator, to message: inout ProtocolBuffer)
    -> ProtocolBuffer.Field
  {
    let number = 1 + random.below(random.chance(0.5) ? 15 : (1 << 29) - 1)
    let word = random.next() >> UInt64(random.below(64))
    let block = (0..<random.below(300)).map { _ in UInt8(random.below(256)) }
    switch random.below(4) {
    case 0:
      message.add(number, Int(truncatingIfNeeded: word))
      return .init(number: number, kind: .varint, word: word)
    case 1:
      message.add(number, Float(bitPattern: UInt32(truncatingIfNeeded: word)))
      // A signalling NaN may become a quiet one on its way.
      let bits = Float(bitPattern: UInt32(truncatingIfNeeded: word)).bitPattern
      return .init(number: number, kind: .fixed32, word: UInt64(bits))
    case 2:
      message.add(number, Double(bitPattern: word))
      return .init(number: number, kind: .fixed64, word: Double(bitPattern: word).bitPattern)
    default:
      message.add(number, block)
      return .init(number: number, kind: .delimited, bytes: block[...])
    }
  }

  @Test("are read as they were written", arguments: 0..<200)
  func roundTrip(seed: Int) {
    var random = RandomKey(seed: UInt64(seed)).adding("protocol buffer").generator()
    var message = ProtocolBuffer()
    let fields = (0..<random.below(20)).map { _ in Self.add(&random, to: &message) }
    #expect(ProtocolBuffer.fields(of: message.bytes[...]) == fields)
  }

  @Test("that are cut, or of bytes of chance, never stop the reader", arguments: 0..<50)
  func hostile(seed: Int) {
    var random = RandomKey(seed: UInt64(seed)).adding("hostile").generator()
    var message = ProtocolBuffer()
    let fields = (0..<5).map { _ in Self.add(&random, to: &message) }
    for count in message.bytes.indices {
      let read = ProtocolBuffer.fields(of: message.bytes[..<count])
      #expect(read == nil || read.map { fields.starts(with: $0) && $0.count < 5 } == true)
    }
    let noise = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
    for field in ProtocolBuffer.fields(of: noise[...]) ?? [] { #expect(field.number > 0) }
  }

  @Test("with numbers that no field has, numbers too long, or groups, are none")
  func refused() {
    for wrong: [UInt8] in [
      [0x00, 0x01], [0x0B], [0x0C], [0x0F, 1], [0x80], [0x08], [0x0A, 0x02, 1],
      [0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x02],
      [0x08] + [UInt8](repeating: 0x80, count: 10) + [1],
      [0x0A] + [UInt8](repeating: 0xFF, count: 9) + [0x01],
    ] {
      #expect(ProtocolBuffer.fields(of: wrong[...]) == nil)
    }
  }
}
