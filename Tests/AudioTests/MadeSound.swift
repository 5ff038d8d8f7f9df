import Basis
import CSndfile
import CSoxr

/// Made-up sounds and files for the tests.
enum MadeSound {
  /// Noise in -amplitude...amplitude.
  static func noise(_ count: Int, seed: UInt64, amplitude: Double = 0.9) -> [Float] {
    var generator = RandomKey(seed: seed).adding("noise").generator()
    return (0..<count).map { _ in Float(generator.number(in: -amplitude...amplitude)) }
  }

  /// Random 16-bit samples.
  static func integers(_ count: Int, seed: UInt64) -> [Int16] {
    var generator = RandomKey(seed: seed).adding("integers").generator()
    return (0..<count).map { _ in Int16(truncatingIfNeeded: generator.next()) }
  }

  /// The numbers' bytes, little-endian (as all machines that run these tests are).
  static func bytes<Number: BitwiseCopyable>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
  }

  /// A RIFF chunk: name, length and contents, padded to an even length.
  static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    Array(name.utf8) + bytes([UInt32(contents.count)]) + contents + (contents.count % 2 == 0 ? [] : [0])
  }

  /// The contents of a WAV file's `fmt ` chunk.
  static func format(rate: Int, channels: Int, tag: Int, bits: Int) -> [UInt8] {
    let width = channels * bits / 8
    return bytes([UInt16(tag), UInt16(channels)])
      + bytes([UInt32(rate), UInt32(truncatingIfNeeded: rate * width)])
      + bytes([UInt16(width), UInt16(bits)])
  }

  /// A WAV file: `tag` 1 for PCM, 3 for floating point; `data` interleaved.
  static func wav(rate: Int, channels: Int = 1, tag: Int = 1, bits: Int = 16, data: [UInt8]) -> [UInt8] {
    let format = format(rate: rate, channels: channels, tag: tag, bits: bits)
    return chunk("RIFF", Array("WAVE".utf8) + chunk("fmt ", format) + chunk("data", data))
  }

  /// A floating-point WAV file.
  static func wav(rate: Int, channels: Int = 1, samples: [Float]) -> [UInt8] {
    wav(rate: rate, channels: channels, tag: 3, bits: 32, data: bytes(samples))
  }

  /// The same in the form for files above 4 GiB: sizes of -1 in place, the true ones in a `ds64` chunk.
  static func rf64(rate: Int, channels: Int, data: [UInt8]) -> [UInt8] {
    let width = channels * 2
    let sizes =
      bytes([UInt64(data.count + 72), UInt64(data.count), UInt64(data.count / width)]) + [0, 0, 0, 0]
    let unknown = bytes([UInt32.max])
    return Array("RF64".utf8) + unknown + Array("WAVE".utf8) + chunk("ds64", sizes)
      + chunk("fmt ", format(rate: rate, channels: channels, tag: 1, bits: 16)) + Array("data".utf8) + unknown
      + data
  }

  /// Lets libsndfile write a file; false where it cannot write this format.
  static func write(
    _ samples: [Float], rate: Int, channels: Int, format: Int, variableRate: Bool = false, to path: Path
  ) -> Bool {
    var info = SF_INFO()
    (info.samplerate, info.channels, info.format) = (Int32(rate), Int32(channels), Int32(format))
    guard let sound = path.withCString({ sf_open($0, Int32(SFM_WRITE), &info) }) else { return false }
    defer { sf_close(sound) }
    if variableRate {
      var mode = Int32(SF_BITRATE_MODE_VARIABLE)
      sf_command(sound, Int32(SFC_SET_BITRATE_MODE), &mode, Int32(MemoryLayout<Int32>.size))
    }
    // In small blocks: libsndfile's Vorbis writer puts each on the stack.
    return stride(from: 0, to: samples.count, by: 1024 * channels).allSatisfy { start in
      let block = Array(samples[start..<min(start + 1024 * channels, samples.count)])
      return sf_writef_float(sound, block, sf_count_t(block.count / channels)) == block.count / channels
    }
  }

  /// soxr itself over a whole signal, with nothing of ours in between.
  static func resampledWhole(_ samples: [Float], from rate: Int, to wanted: Int = 16_000) -> [Float] {
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), UInt(SOXR_HI_PREC_CLOCK))
    var output = [Float](repeating: 0, count: samples.count * wanted / rate + 64)
    var (used, made) = (0, 0)
    let room = output.count
    output.withUnsafeMutableBufferPointer {
      _ = soxr_oneshot(
        Double(rate), Double(wanted), 1, samples, samples.count, &used, $0.baseAddress, room, &made, nil,
        &quality, nil)
    }
    return Array(output[..<made])
  }

  /// The largest difference of two equally long lists; infinite where they are not.
  static func difference(_ first: some Collection<Float>, _ second: some Collection<Float>) -> Float {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }
}
