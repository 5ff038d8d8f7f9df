import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Sound that comes through a pipe, as WAV or as raw samples: mono at 16 kHz, as soon as it is there.
public final class SoundStream {
  /// What errors call it.
  private let name: Path
  private let descriptor: Int32
  private let end: StreamEnd?
  private let format: StreamedWAV
  private var resampled: ResampledStream
  /// Bytes of an unfinished frame.
  private var rest: [UInt8] = []
  private var left: Int
  private var frames = 0
  private var isAtEnd = false

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - descriptor: what is read from; 0 is standard input.
  ///   - name: what errors call it.
  ///   - rawRate: Hz of raw samples, 16-bit, little-endian, of one channel; `nil` for WAV.
  ///   - end: ends it from elsewhere.
  /// - Throws: `AudioError`, where there is no WAV header, or a rate that cannot be resampled.
  public init(descriptor: Int32, name: Path, rawRate: Int? = nil, until end: StreamEnd? = nil) throws {
    (self.descriptor, self.name, self.end) = (descriptor, name, end)
    format =
      try rawRate.map { StreamedWAV(rate: $0, channels: 1, encoding: .signed16) }
      ?? StreamedWAV(name: name) { count in
        var bytes: [UInt8] = []
        while bytes.count < count {
          let more = try SoundStream.read(
            descriptor, until: end, atMost: min(count - bytes.count, 1 << 16), name)
          if more.isEmpty { break }
          bytes += more
        }
        return bytes
      }
    left = format.byteCount ?? Int.max
    resampled = try ResampledStream(from: format.rate, for: name)
  }

  /// The next samples at 16 kHz, as many as are there, but at least one; `nil` at the end.
  ///
  /// - Throws: `AudioError.notFinite`, `.noSamples`, `.system`.
  public func next() throws -> [Float]? {
    while !isAtEnd {
      let bytes =
        left > 0 ? try SoundStream.read(descriptor, until: end, atMost: min(left, 1 << 16), name) : []
      left -= bytes.count
      guard !bytes.isEmpty else {
        isAtEnd = true
        if frames == 0 { throw AudioError.noSamples(name) }
        let last = try resampled.finish()
        return last.isEmpty ? nil : last
      }
      let samples = try resampled.append(try mixed(rest + bytes))
      if !samples.isEmpty { return samples }
    }
    return nil
  }

  /// The mean of the channels of all whole frames; what is left of one is kept.
  private func mixed(_ bytes: [UInt8]) throws -> [Float] {
    let count = bytes.count / format.frameWidth
    let whole = count * format.frameWidth
    defer {
      rest = Array(bytes[whole...])
      frames += count
    }
    var mono = [Float](repeating: 0, count: count)
    let bad = bytes.withUnsafeBytes { raw in
      mono.withUnsafeMutableBufferPointer { target -> Int in
        guard let target = target.baseAddress else { return -1 }
        return mix(raw, count, into: target)
      }
    }
    guard bad < 0 else { throw AudioError.notFinite(name, frame: frames + bad, rate: format.rate) }
    return mono
  }

  /// Writes the mean of the channels of so many frames; returns the first that is not a finite number, or -1.
  private func mix(_ raw: UnsafeRawBufferPointer, _ count: Int, into target: UnsafeMutablePointer<Float>)
    -> Int
  {
    let channels = format.channels
    guard format.encoding == .signed16 else {
      let samples = (0..<count * channels).map { sample(raw, $0) }
      return samples.withUnsafeBufferPointer { samples in
        samples.baseAddress.map { DecodedFrames.floats($0).mix(count, channels: channels, into: target) }
          ?? -1
      }
    }
    let samples = (0..<count * channels).map {
      Int16(littleEndian: raw.loadUnaligned(fromByteOffset: 2 * $0, as: Int16.self))
    }
    return samples.withUnsafeBufferPointer { samples in
      samples.baseAddress.map { DecodedFrames.integers($0).mix(count, channels: channels, into: target) }
        ?? -1
    }
  }

  /// A sample as libsndfile gives it.
  private func sample(_ raw: UnsafeRawBufferPointer, _ index: Int) -> Float {
    let place = index * format.encoding.width
    switch format.encoding {
    case .unsigned8: return (Float(raw[place]) - 128) / 128
    case .signed16:
      return Float(Int16(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: Int16.self))) / 32_768
    case .signed24:
      let bytes = (Int32(raw[place]), Int32(raw[place + 1]), Int32(raw[place + 2]))
      let number = bytes.0 << 8 | bytes.1 << 16 | bytes.2 << 24
      return Float(number) * 0x1p-31
    case .signed32:
      let number = Int32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: Int32.self))
      return Float(number) * 0x1p-31
    case .float32:
      let bits = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      return Float(bitPattern: bits)
    case .float64:
      let bits = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      return Float(Double(bitPattern: bits))
    }
  }

  /// What is there, waiting for at least a byte; nothing at the end.
  private static func read(
    _ descriptor: Int32, until end: StreamEnd?, atMost count: Int, _ name: Path
  ) throws -> [UInt8] {
    guard end?.waits(for: descriptor) ?? true else { return [] }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var got: Int
      repeat { got = Glibc.read(descriptor, buffer.baseAddress, count) } while got < 0 && errno == EINTR
      if got < 0 { failure = errno }
      initialized = max(0, got)
    }
    guard failure == 0 else { throw AudioError.system(name, code: failure) }
    return bytes
  }
}
