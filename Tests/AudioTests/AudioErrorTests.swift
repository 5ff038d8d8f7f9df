import Audio
import Basis
import Dispatch
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Errors of recordings")
struct AudioErrorTests {
  @Test("each says what, where and how to mend it, in a line each")
  func words() {
    let path: Path = "gundata/a\nb.wav"
    let errors: [AudioError] = [
      .notFound(path), .noPermission(path), .isFolder(path), .notAFile(path), .empty(path),
      .notASoundFile(path, reason: "no header"), .noSamples(path), .rate(path, rate: 1, wanted: 16_000),
      .notFinite(path, frame: 44_101, rate: 44_100), .damaged(path, frame: Int.max, rate: 1), .changed(path),
      .system(path, code: EIO),
      .resampling(path, reason: "none"), .tooLongForWAV(path, samples: 3_000_000_000), .cancelled(path),
    ]
    let devices: [AudioError] = [
      .noSoundDevice, .unknownSoundDevice("x", known: []), .unknownSoundDevice("y", known: ["a", "b"]),
      .soundDevice("z", reason: "busy"),
    ]
    for error in errors + devices {
      for part in [error.what, error.place, error.remedy] {
        #expect(!part.isEmpty && !part.contains("\n") && !part.hasSuffix("."))
      }
    }
    for error in errors {
      #expect(error.place == "gundata/a\\x0ab.wav")
    }
    #expect(Set((errors + devices).map(\.what)).count == errors.count + devices.count)
    #expect(AudioError.notFinite(path, frame: 44_144, rate: 44_100).what.contains("(1.000 s)"))
  }

  @Test("what is not a readable file is told apart, and a pipe does not block")
  func opening() throws {
    let folder = try TemporaryFolder()
    #expect(throws: AudioError.notFound("no/such.wav")) { try Recording(opening: "no/such.wav") }
    #expect(throws: AudioError.notFound("")) { try Recording(opening: "") }
    #expect(throws: AudioError.isFolder(folder.path)) { try Recording(opening: folder.path) }
    #expect(throws: AudioError.notAFile("/dev/null")) { try Recording(opening: "/dev/null") }
    let pipe = folder.path.appending("pipe.wav")
    #expect(pipe.withCString { mkfifo($0, 0o644) } == 0)
    #expect(throws: AudioError.notAFile(pipe)) { try Recording(opening: pipe) }
    let empty = try folder.write([], as: "empty.wav")
    #expect(throws: AudioError.empty(empty)) { try Recording(opening: empty) }
    let header = try folder.write(MadeSound.wav(rate: 8000, data: []), as: "header.wav")
    #expect(throws: AudioError.noSamples(header)) { try Recording(opening: header) }
    let loop = folder.path.appending("loop.wav")
    #expect(loop.withCString { symlink($0, $0) } == 0)
    #expect(throws: AudioError.system(loop, code: ELOOP)) { try Recording(opening: loop) }
  }

  // The superuser may read everything.
  @Test("a file that may not be read", .enabled(if: getuid() != 0))
  func permission() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(MadeSound.wav(rate: 8000, data: [0, 0]), as: "a.wav")
    #expect(path.withCString { chmod($0, 0) } == 0)
    #expect(throws: AudioError.noPermission(path)) { try Recording(opening: path) }
  }

  @Test("bytes that are no sound, or a sound's with some changed, never trap", arguments: 0..<60)
  func garbage(case number: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: 6).adding("garbage").adding(number).generator()
    var bytes = MadeSound.wav(
      rate: 48_000, channels: 2, data: MadeSound.bytes(MadeSound.integers(2000, seed: UInt64(number))))
    if number % 3 == 0 { bytes = (0..<200).map { _ in UInt8(generator.below(256)) } }
    for _ in 0..<(number % 3 + 1) { bytes[generator.below(44)] = UInt8(generator.below(256)) }
    let path = try folder.write(bytes, as: "a.wav")
    do {
      let recording = try ResampledRecording(path)
      let length = recording.length
      #expect(length >= 0)
      #expect(try recording.samples((length - 100)..<(length + 4096)).count == 4196)
    } catch let error as AudioError {
      #expect(!error.what.isEmpty)
    }
  }

  @Test("a file that is refused is closed once: no other thread's file goes with it")
  func closedOnce() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("no sound at all".utf8), as: "a.wav")
    let others = Mutex(0)
    // Each worker closes what it opened itself, in the moment when the other one's refusals give numbers back.
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      for _ in 0..<4000 {
        if worker == 0 {
          _ = try? Recording(opening: path)
        } else {
          let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
          if number >= 0, close(number) != 0 { others.withLock { $0 += 1 } }
        }
      }
    }
    #expect(others.withLock { $0 } == 0)
  }
}
