import Basis
import CSndfile

/// Made-up sounds and files for the tests.
enum MadeSound {
  /// Noise in -amplitude...amplitude.
  static func noise(_ count: Int, seed: UInt64, amplitude: Double = 0.9) -> [Float] {
    var generator = RandomKey(seed: seed).adding("noise").generator()
    return (0..<count).map { _ in Float(generator.number(in: -amplitude...amplitude)) }
  }

  /// Little-endian bytes.
  static func bytes<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
  }

  /// A RIFF chunk: name, length and contents, padded to an even length.
  static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    Array(name.utf8) + bytes([UInt32(contents.count)]) + contents + (contents.count % 2 == 0 ? [] : [0])
  }

  /// A WAV file: `tag` 1 for PCM, 3 for floating point; `data` interleaved.
  static func wav(rate: Int, channels: Int, tag: Int = 1, bits: Int, data: [UInt8]) -> [UInt8] {
    let width = channels * bits / 8
    let format =
      bytes([UInt16(tag), UInt16(channels)]) + bytes([UInt32(rate), UInt32(rate * width)])
      + bytes([UInt16(width), UInt16(bits)])
    let body = Array("WAVE".utf8) + chunk("fmt ", format) + chunk("data", data)
    return chunk("RIFF", body)
  }

  /// A floating-point WAV file.
  static func wav(rate: Int, channels: Int = 1, samples: [Float]) -> [UInt8] {
    wav(rate: rate, channels: channels, tag: 3, bits: 32, data: bytes(samples.map(\.bitPattern)))
  }
}
