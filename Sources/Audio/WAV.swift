import Basis
import CAudio
import Files

/// 16-bit PCM WAV; the form of every chunk is mono.
public enum WAV {
  /// Bytes before the first sample.
  static let headerLength = 44
  /// The most samples whose sizes the header's 32-bit fields hold.
  static let maximumCount = (Int(UInt32.max) - 36) / 2

  /// A whole file: the 44-byte header and the samples, little-endian.
  ///
  /// Nothing is normalised or dithered: a sample is times 32768, rounded to the nearest integer (ties to even)
  /// and held within -32768...32767. Reading a 16-bit file and writing it gives its samples again.
  /// - Parameters:
  ///   - samples: full scale is ±1. What is not a number becomes 0.
  ///   - sampleRate: Hz, at least 1.
  ///   - channels: 1 to 65,535; of several the samples are interleaved.
  /// - Returns: the bytes, and how many samples had to be held within the range.
  /// - Complexity: 2.3 µs for 4096 samples.
  public static func bytes(
    pcm16 samples: [Float], sampleRate: Int = Sampling.rate, channels: Int = 1
  ) -> (bytes: [UInt8], saturated: Int) {
    samples.withUnsafeBufferPointer { bytes(pcm16: $0, sampleRate: sampleRate, channels: channels) }
  }

  /// As `bytes(pcm16:sampleRate:channels:)` of an array. Of more than 2,147,483,629 samples only so many are kept.
  public static func bytes(
    pcm16 samples: UnsafeBufferPointer<Float>, sampleRate: Int = Sampling.rate, channels: Int = 1
  ) -> (bytes: [UInt8], saturated: Int) {
    let count = min(samples.count, maximumCount)
    var saturated = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: headerLength + 2 * count) { buffer, initialized in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      writeHeader(into: raw, count: count, sampleRate: sampleRate, channels: channels)
      let integers = UnsafeMutableRawBufferPointer(rebasing: raw[headerLength...]).bindMemory(to: Int16.self)
      if count > 0, let source = samples.baseAddress, let target = integers.baseAddress {
        saturated = audio_quantize(source, count, target)
        #if _endian(big)
          for index in integers.indices { integers[index] = integers[index].littleEndian }
        #endif
      }
      initialized = headerLength + 2 * count
    }
    return (bytes, saturated)
  }

  /// The samples as a file of 16 bits gives them back.
  public static func rounded(_ samples: [Float]) -> [Float] {
    var samples = samples
    round(&samples)
    return samples
  }

  /// As `rounded`, where the samples lie.
  public static func round(_ samples: inout [Float]) {
    samples.withUnsafeMutableBufferPointer { buffer in
      withUnsafeTemporaryAllocation(of: Int16.self, capacity: buffer.count) { integers in
        guard let source = buffer.baseAddress, let target = integers.baseAddress else { return }
        _ = audio_quantize(source, buffer.count, target)
        for index in buffer.indices { buffer[index] = Float(integers[index]) * 0x1p-15 }
      }
    }
  }

  /// Writes a whole file of one channel, plainly (no fsync), replacing what was there.
  /// - Returns: how many samples had to be held within the range.
  /// - Throws: `AudioError.tooLongForWAV`, `FileError`.
  @discardableResult
  public static func writePCM16(
    _ samples: [Float], sampleRate: Int = Sampling.rate, to path: Path
  ) throws -> Int {
    guard samples.count <= maximumCount else {
      throw AudioError.tooLongForWAV(path, samples: samples.count)
    }
    let (bytes, saturated) = bytes(pcm16: samples, sampleRate: sampleRate)
    try FileSystem.writePlain(bytes, to: path)
    return saturated
  }

  private static func writeHeader(
    into raw: UnsafeMutableRawBufferPointer, count: Int, sampleRate: Int, channels: Int
  ) {
    let rate = UInt32(clamping: sampleRate)
    let frame = UInt16(clamping: channels) &* 2
    var offset = 0
    func put(_ text: StaticString) {
      for index in 0..<text.utf8CodeUnitCount { raw[offset + index] = text.utf8Start[index] }
      offset += text.utf8CodeUnitCount
    }
    func put(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { source in
        for index in source.indices { raw[offset + index] = source[index] }
        offset += source.count
      }
    }
    put("RIFF")
    put(UInt32(36 + 2 * count))
    put("WAVEfmt ")
    put(UInt32(16))  // length of what describes the format
    put(UInt16(1))  // PCM
    put(UInt16(clamping: channels))
    put(rate)
    put(rate &* UInt32(frame))  // bytes a second
    put(frame)  // bytes a frame
    put(UInt16(16))  // bits a sample
    put("data")
    put(UInt32(2 * count))
  }
}
