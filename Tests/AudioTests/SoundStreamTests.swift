import Audio
import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Sound through a pipe")
struct SoundStreamTests {
  /// What comes of bytes that are written a few at a time.
  private func streamed(_ bytes: [UInt8], pieces: Int, rawRate: Int? = nil) throws -> [Float] {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let writer = Thread(bytes, pieces, ends[1])
    defer {
      close(ends[0])
      writer.join()
    }
    let stream = try SoundStream(descriptor: ends[0], name: "pipe", rawRate: rawRate)
    var samples: [Float] = []
    while let more = try stream.next() { samples += more }
    return samples
  }

  private func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = RandomKey(seed: seed).adding("stream").generator()
    return (0..<count).map { _ in Float(generator.gaussian() * 0.1) }
  }

  @Test(
    "is what the recording would be", arguments: [16_000, 48_000, 44_100, 12_000, 8000, 96_000], [1, 2])
  func recording(rate: Int, channels: Int) throws {
    let folder = try TemporaryFolder()
    for count in [10, 300, 40_001] {
      let bytes = WAV.bytes(
        pcm16: noise(count * channels, seed: UInt64(rate)), sampleRate: rate, channels: channels
      ).bytes
      let file = try folder.write(bytes, as: "a.wav")
      let recording = try ResampledRecording(file)
      let expected = try recording.samples(0..<recording.length)
      #expect(try streamed(bytes, pieces: 4093) == expected)
      // Whoever writes into a pipe does not know how much comes.
      var unsized = bytes
      for index in 40..<44 { unsized[index] = 0xFF }
      #expect(try streamed(unsized, pieces: 100_000) == expected)
    }
  }

  @Test("raw samples are those of a WAV without its header; half a sample at the end is none")
  func raw() throws {
    let bytes = WAV.bytes(pcm16: noise(5000, seed: 2), sampleRate: 22_050).bytes
    #expect(
      try streamed(bytes, pieces: 999) == streamed(Array(bytes[44...]) + [1], pieces: 77, rawRate: 22_050))
  }

  @Test("a header that is torn, or none, is refused", arguments: Array(0..<44))
  func torn(count: Int) {
    let bytes = WAV.bytes(pcm16: noise(50, seed: 3)).bytes
    #expect(throws: AudioError.self) { try streamed(Array(bytes[..<count]), pieces: 7) }
    #expect(throws: AudioError.self) { try streamed([UInt8](repeating: 65, count: count), pieces: 7) }
  }

  @Test("a header without sound is refused")
  func soundless() {
    let bytes = WAV.bytes(pcm16: []).bytes
    #expect(throws: AudioError.noSamples("pipe")) { try streamed(bytes, pieces: 44) }
  }
}

/// Writes bytes into a pipe, so many at a time, and closes it.
private final class Thread {
  private var thread = pthread_t()
  private final class Work {
    let bytes: [UInt8]
    let pieces: Int
    let descriptor: Int32
    init(_ bytes: [UInt8], _ pieces: Int, _ descriptor: Int32) {
      (self.bytes, self.pieces, self.descriptor) = (bytes, pieces, descriptor)
    }
  }

  init(_ bytes: [UInt8], _ pieces: Int, _ descriptor: Int32) {
    signal(SIGPIPE, SIG_IGN)
    let work = Unmanaged.passRetained(Work(bytes, pieces, descriptor)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        for start in stride(from: 0, to: work.bytes.count, by: work.pieces) {
          let piece = Array(work.bytes[start..<min(work.bytes.count, start + work.pieces)])
          if write(work.descriptor, piece, piece.count) < 0 { break }
        }
        close(work.descriptor)
        return nil
      }, work)
  }

  func join() { pthread_join(thread, nil) }
}
