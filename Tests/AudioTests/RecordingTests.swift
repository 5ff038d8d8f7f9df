import Audio
import Basis
import CSndfile
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Recordings at their own rate")
struct RecordingTests {
  @Test("channels are averaged", arguments: [1, 2, 3, 6, 37])
  func mix(channels: Int) throws {
    let folder = try TemporaryFolder()
    let integers = MadeSound.integers(1000 * channels, seed: UInt64(channels))
    let means = (0..<1000).map { frame in
      Float(integers[(frame * channels)..<((frame + 1) * channels)].reduce(0.0) { $0 + Double($1) / 32768 })
        / Float(channels)
    }
    let short = MadeSound.wav(rate: 8000, channels: channels, data: MadeSound.bytes(integers))
    let float = MadeSound.wav(rate: 8000, channels: channels, samples: integers.map { Float($0) / 32768 })
    let long = MadeSound.rf64(rate: 8000, channels: channels, data: MadeSound.bytes(integers))
    for bytes in [short, float, long] {
      let recording = try Recording(opening: folder.write(bytes, as: "a.wav"))
      #expect(recording.info.channels == channels)
      #expect(recording.info.sampleRate == 8000)
      #expect(recording.countFrames() == 1000)
      #expect(MadeSound.difference(try recording.readMono(frames: 0..<2000), means) < 1e-6)
      #expect(MadeSound.difference(try recording.readMono(frames: 400..<500), means[400..<500]) < 1e-6)
      #expect(try recording.readMono(frames: 1000..<1001) == [])
    }
  }

  @Test("integers of every width keep their value")
  func widths() throws {
    let folder = try TemporaryFolder()
    let values: [Float] = [0, 0.5, -0.5, -1, 0.25, 0.9921875]
    func read(_ bits: Int, _ data: [UInt8], tag: Int = 1) throws -> [Float] {
      let bytes = MadeSound.wav(rate: 16_000, tag: tag, bits: bits, data: data)
      return try Recording(opening: folder.write(bytes, as: "a.wav")).readMono(frames: 0..<6)
    }
    #expect(try read(8, values.map { UInt8(128 + Int($0 * 128)) }) == values)
    #expect(try read(16, MadeSound.bytes(values.map { Int16($0 * 32768) })) == values)
    #expect(
      try read(24, values.flatMap { MadeSound.bytes([Int32($0 * 8_388_608)]).prefix(3) }) == values)
    #expect(try read(32, MadeSound.bytes(values.map { Int32($0 * 2_147_483_648) })) == values)
    #expect(try read(64, MadeSound.bytes(values.map { Double($0) }), tag: 3) == values)
  }

  // Formats that libsndfile writes; what is compressed with loss is held against its own decoding from the start.
  @Test(
    "any stretch is what decoding the whole gives there",
    arguments: [
      Int(SF_FORMAT_FLAC) | Int(SF_FORMAT_PCM_16), Int(SF_FORMAT_FLAC) | Int(SF_FORMAT_PCM_24),
      Int(SF_FORMAT_OGG) | Int(SF_FORMAT_VORBIS), Int(SF_FORMAT_OGG) | Int(SF_FORMAT_OPUS),
      Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III), Int(SF_FORMAT_WAV) | Int(SF_FORMAT_IMA_ADPCM),
      Int(SF_FORMAT_WAV) | Int(SF_FORMAT_ULAW), Int(SF_FORMAT_AIFF) | Int(SF_FORMAT_PCM_24),
      Int(SF_FORMAT_CAF) | Int(SF_FORMAT_ALAC_16), Int(SF_FORMAT_W64) | Int(SF_FORMAT_FLOAT),
      Int(SF_FORMAT_AU) | Int(SF_FORMAT_PCM_S8),
    ])
  func formats(format: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("sound")
    let written = MadeSound.noise(2 * 60_000, seed: 8, amplitude: 0.5)
    guard MadeSound.write(written, rate: 48_000, channels: 2, format: format, to: path) else {
      return  // This libsndfile was built without the encoder.
    }
    let recording = try Recording(opening: path)
    let whole = try recording.readMono(frames: 0..<1_000_000)
    #expect((60_000..<62_000).contains(whole.count))
    #expect(recording.countFrames() == whole.count)
    #expect(recording.info.format.contains(", "))
    var generator = RandomKey(seed: 4).adding(format).generator()
    let fresh = try Recording(opening: path)
    for _ in 0..<12 {
      let start = generator.below(whole.count)
      let range = start..<min(start + generator.below(9000), whole.count)
      #expect(try fresh.readMono(frames: range) == Array(whole[range]))
    }
  }

  @Test("an Ogg longer than is kept whole is decoded from its start, forwards and back")
  func longOgg() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("long.ogg")
    let second = MadeSound.noise(8000, seed: 8, amplitude: 0.5)
    let written = (0..<530).flatMap { _ in second }
    try #require(
      MadeSound.write(
        written, rate: 8000, channels: 1, format: Int(SF_FORMAT_OGG) | Int(SF_FORMAT_VORBIS), to: path))
    var info = SF_INFO()
    let sound = try #require(path.withCString { sf_open($0, Int32(SFM_READ), &info) })
    defer { sf_close(sound) }
    var whole = [Float](repeating: 0, count: written.count + 10_000)
    let count = Int(sf_readf_float(sound, &whole, sf_count_t(whole.count)))
    let recording = try Recording(opening: path)
    for start in [4_000_000, 100, 4_230_000, 2_000_000] {
      #expect(try recording.readMono(frames: start..<(start + 5000)) == Array(whole[start..<(start + 5000)]))
    }
    #expect(recording.countFrames() == count)
  }

  @Test("sound that breaks off is read as far as it goes")
  func truncated() throws {
    let folder = try TemporaryFolder()
    let integers = MadeSound.integers(20_000, seed: 1)
    let bytes = MadeSound.wav(rate: 48_000, channels: 2, data: MadeSound.bytes(integers))
    for kept in [44 + 4, 44 + 5, 44 + 7999, 44 + 39_999] {
      let path = try folder.write(Array(bytes[..<kept]), as: "cut.wav")
      let recording = try Recording(opening: path)
      #expect(recording.countFrames() == (kept - 44) / 4)
      #expect(try recording.readMono(frames: 0..<20_000).count == (kept - 44) / 4)
      #expect(try ResampledRecording(path).length == ((kept - 44) / 4 + 1) / 3)
    }
  }

  @Test("a header that was never completed does not hide the sound", arguments: [UInt32(0), UInt32.max])
  func unfinished(claim: UInt32) throws {
    let folder = try TemporaryFolder()
    var bytes = MadeSound.wav(rate: 16_000, data: MadeSound.bytes(MadeSound.integers(9000, seed: 1)))
    bytes.replaceSubrange(4..<8, with: MadeSound.bytes([claim]))
    bytes.replaceSubrange(40..<44, with: MadeSound.bytes([claim]))
    let recording = try Recording(opening: folder.write(bytes, as: "a.wav"))
    #expect(recording.countFrames() == 9000)
    #expect(try recording.readMono(frames: 8990..<10_000).count == 10)
  }

  @Test(
    "a sample that is no number stops what meets it, and nothing else", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) throws {
    let folder = try TemporaryFolder()
    var samples = MadeSound.noise(40_000, seed: 1)
    samples[20_001] = value
    let path = try folder.write(MadeSound.wav(rate: 44_100, channels: 1, samples: samples), as: "a.wav")
    let recording = try Recording(opening: path)
    #expect(throws: AudioError.notFinite(path, frame: 20_001, rate: 44_100)) {
      try recording.readMono(frames: 0..<40_000)
    }
    #expect(try recording.readMono(frames: 0..<20_001) == Array(samples[..<20_001]))
    let resampled = try ResampledRecording(path)
    #expect(throws: AudioError.notFinite(path, frame: 20_001, rate: 44_100)) {
      try resampled.samples(5000..<9096)
    }
    #expect(try resampled.samples(0..<4096).allSatisfy { $0.isFinite })
    #expect(try resampled.samples(10_000..<14_096).allSatisfy { $0.isFinite })
  }

  @Test("a file that is cut while it is read is told as such")
  func cutWhileRead() throws {
    let folder = try TemporaryFolder()
    let bytes = MadeSound.wav(rate: 16_000, data: MadeSound.bytes(MadeSound.integers(200_000, seed: 1)))
    let path = try folder.write(bytes, as: "a.wav")
    let recording = try Recording(opening: path)
    #expect(try recording.readMono(frames: 0..<1000).count == 1000)
    #expect(path.withCString { truncate($0, 100_000) } == 0)
    #expect(throws: AudioError.changed(path)) { try recording.readMono(frames: 0..<200_000) }
  }

  @Test("damage inside a FLAC is told with its place, and the rest is read")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a.flac")
    let flac = Int(SF_FORMAT_FLAC) | Int(SF_FORMAT_PCM_16)
    try #require(
      MadeSound.write(MadeSound.noise(400_000, seed: 2), rate: 16_000, channels: 1, format: flac, to: path))
    let recording = try Recording(opening: path)
    let end = try recording.readMono(frames: 350_000..<400_000)
    let descriptor = path.withCString { open($0, O_RDWR) }
    let zeros = [UInt8](repeating: 0, count: 60_000)
    #expect(pwrite(descriptor, zeros, zeros.count, 200_000) == zeros.count)
    close(descriptor)
    let harmed = try Recording(opening: path)
    #expect(throws: AudioError.self) { try harmed.readMono(frames: 0..<400_000) }
    #expect(try harmed.readMono(frames: 350_000..<400_000) == end)
    #expect(harmed.countFrames() == 400_000)
  }

  @Test("an MP3 whose header does not know its length is decoded as far as it goes")
  func variableRate() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a.mp3")
    let loud = MadeSound.noise(5 * 44_100, seed: 2)
    let written = loud + MadeSound.noise(40 * 44_100, seed: 3, amplitude: 1e-5)
    let format = Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III)
    guard MadeSound.write(written, rate: 44_100, channels: 1, format: format, variableRate: true, to: path)
    else {
      return  // This libsndfile was built without the encoder.
    }
    let known = try Recording(opening: path).readMono(frames: 0..<3_000_000)
    #expect(known.count == written.count)
    // Without its first frame, which holds the Xing header.
    let bytes = try FileSystem.read(path)
    let next = try #require(bytes.indices.dropFirst(100).first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xFB })
    let unknown = try Recording(opening: folder.write(Array(bytes[next...]), as: "b.mp3"))
    #expect(unknown.info.claimedFrames < written.count / 2)
    let count = unknown.countFrames()
    #expect((written.count..<(written.count + 3000)).contains(count))
    #expect(try unknown.readMono(frames: (count - 100)..<(count + 100)).count == 100)
  }

  @Test("paths may hold any bytes")
  func paths() throws {
    let folder = try TemporaryFolder()
    let bytes = MadeSound.wav(rate: 16_000, data: [1, 0, 2, 0])
    for name in [Path("3 (20).wav"), Path("a\nb,\"c\".wav"), Path(bytes: [0xFF, 0xC3, 0x28, 0x2E])] {
      #expect(try Recording(opening: folder.write(bytes, as: name)).countFrames() == 2)
    }
  }
}
