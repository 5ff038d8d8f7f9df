import Basis

/// What the header of a WAV stream says; sizes are not asked, since who writes into a pipe seldom knows them.
struct StreamedWAV: Equatable {
  /// How a sample is written, little-endian.
  enum Encoding: Equatable {
    case unsigned8, signed16, signed24, signed32, float32, float64

    /// Bytes of a sample.
    var width: Int {
      switch self {
      case .unsigned8: 1
      case .signed16: 2
      case .signed24: 3
      case .signed32, .float32: 4
      case .float64: 8
      }
    }
  }

  /// Frames a second.
  var rate: Int
  /// Samples of a frame.
  var channels: Int
  /// How a sample is written.
  var encoding: Encoding
  /// Bytes of sound, where the header knows; what follows them is none.
  var byteCount: Int?

  /// Bytes of a frame.
  var frameWidth: Int { channels * encoding.width }

  /// Chunks before the sound that are skipped at most, in bytes.
  private static let mostSkipped = 1 << 24

  /// Reads a header.
  ///
  /// - Parameter bytes: gives exactly so many bytes, or fewer where the stream ends.
  /// - Throws: `AudioError.empty`, `.notASoundFile`.
  init(name: Path, _ bytes: (Int) throws -> [UInt8]) throws {
    func refuse(_ reason: String) -> AudioError { .notASoundFile(name, reason: reason) }
    func take(_ count: Int) throws -> [UInt8] {
      let found = try bytes(count)
      guard found.count == count else { throw refuse("its WAV header breaks off") }
      return found
    }
    let start = try bytes(12)
    guard !start.isEmpty else { throw AudioError.empty(name) }
    guard start.count == 12, ["RIFF", "RF64"].contains(StreamedWAV.word(start[0..<4])),
      StreamedWAV.word(start[8..<12]) == "WAVE"
    else { throw refuse("it begins with no WAV header") }
    var format: StreamedWAV?
    var skipped = 0
    while true {
      let head = try take(8)
      let size = StreamedWAV.number(head[4..<8])
      if StreamedWAV.word(head[0..<4]) == "data" {
        guard var found = format else { throw refuse("its sound begins before its format is told") }
        // These sizes are what programs write that do not know better.
        found.byteCount = [0, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_F000].contains(size) ? nil : size
        self = found
        return
      }
      skipped += size
      guard skipped <= StreamedWAV.mostSkipped else {
        throw refuse("there is no sound within its first 16 MiB")
      }
      let body = try take(size + size % 2)
      if StreamedWAV.word(head[0..<4]) == "fmt " {
        guard let found = StreamedWAV(format: body) else {
          throw refuse("its samples are written in an unknown way")
        }
        format = found
      }
    }
  }

  /// Raw samples.
  init(rate: Int, channels: Int, encoding: Encoding) {
    (self.rate, self.channels, self.encoding) = (rate, channels, encoding)
  }

  private init?(format body: [UInt8]) {
    guard body.count >= 16 else { return nil }
    var kind = StreamedWAV.number(body[0..<2])
    if kind == 0xFFFE, body.count >= 26 { kind = StreamedWAV.number(body[24..<26]) }
    switch (kind, StreamedWAV.number(body[14..<16])) {
    case (1, 8): encoding = .unsigned8
    case (1, 16): encoding = .signed16
    case (1, 24): encoding = .signed24
    case (1, 32): encoding = .signed32
    case (3, 32): encoding = .float32
    case (3, 64): encoding = .float64
    default: return nil
    }
    channels = StreamedWAV.number(body[2..<4])
    rate = StreamedWAV.number(body[4..<8])
    guard (1...1024).contains(channels), rate > 0,
      StreamedWAV.number(body[12..<14]) == channels * encoding.width
    else { return nil }
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
