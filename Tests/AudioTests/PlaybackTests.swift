import Audio
import Basis
import CSamplerate
import Files
import TestSupport
import Testing

/// Proved without a sound card: ALSA's `file` device writes exactly what was played, and sends it on to nowhere.
@Suite(
  "Playback", .serialized,
  .enabled(if: FileSystem.exists("/usr/share/alsa/alsa.conf"), "needs ALSA (libasound2)"))
struct PlaybackTests {
  private let folder: TemporaryFolder
  private var tape: Path { folder.path.appending("tape") }
  private var device: SoundDevice { .alsa("file:'\(tape)',raw") }

  init() throws { folder = try TemporaryFolder() }

  /// A made-up recording.
  private func recording(rate: Int, channels: Int = 1, frames: Int) throws -> Path {
    let samples = MadeSound.noise(frames * channels, seed: 6, amplitude: 0.8)
    return try folder.write(MadeSound.wav(rate: rate, channels: channels, samples: samples), as: "a.wav")
  }

  /// Plays, waits for the last event, and returns all.
  private func events(rates: [Int] = [16_000], _ play: (Playback) -> Void) async -> [Playback.Event] {
    let (stream, continuation) = AsyncStream.makeStream(of: Playback.Event.self)
    let playback = Playback(device: device, rates: rates) { continuation.yield($0) }
    play(playback)
    var events: [Playback.Event] = []
    for await event in stream {
      events.append(event)
      if event != .started { break }
    }
    return events
  }

  /// What was played, without the silence that follows what was played to its end.
  private func played() throws -> [Float] {
    let bytes = try FileSystem.read(tape)
    let samples = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    return withoutSilence(samples)
  }

  private func withoutSilence(_ samples: [Float]) -> [Float] {
    Array(samples[..<((samples.lastIndex { $0 != 0 } ?? -1) + 1)])
  }

  /// libsamplerate over a whole signal, with nothing of ours in between.
  private func converted(_ samples: [Float], ratio: Double) -> [Float] {
    var output = [Float](repeating: 0, count: Int(Double(samples.count) * ratio) + 1000)
    let room = output.count
    let made = samples.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var data = SRC_DATA()
        (data.data_in, data.input_frames) = (source.baseAddress, source.count)
        (data.data_out, data.output_frames) = (target.baseAddress, room)
        data.src_ratio = ratio
        return src_simple(&data, Int32(SRC_SINC_MEDIUM_QUALITY), 1) == 0 ? data.output_frames_gen : 0
      }
    }
    return Array(output[..<made])
  }

  @Test(
    "what is played is sample for sample what is on the screen",
    arguments: [(16_000, 1), (44_100, 2), (48_000, 1), (12_000, 3)])
  func samples(rate: Int, channels: Int) async throws {
    let path = try recording(rate: rate, channels: channels, frames: rate)
    let sound = try ResampledRecording(path)
    for (from, until) in [(0, nil), (4000, 8096), (15_990, 20_000), (7, 8)] {
      let heard = from..<min(until ?? sound.length, sound.length)
      let events = await events { $0.play(path, from: from, until: until) }
      #expect(events == [.started, .ended(heard: heard)])
      #expect(try played() == (try sound.samples(heard)))
    }
  }

  @Test(
    "other rates and half the speed are libsamplerate's conversion of that",
    arguments: [(48_000, 1.0, 3.0), (44_100, 1, 2.756_25), (16_000, 0.5, 2), (48_000, 0.5, 6)])
  func rates(rate: Int, speed: Double, ratio: Double) async throws {
    let path = try recording(rate: 16_000, frames: 20_000)
    let samples = try ResampledRecording(path).samples(1000..<9000)
    let events = await events(rates: [rate]) { $0.play(path, from: 1000, until: 9000, speed: speed) }
    #expect(events == [.started, .ended(heard: 1000..<9000)])
    #expect(MadeSound.difference(try played(), converted(samples, ratio: ratio)) < 1e-6)
  }

  @Test("a loop begins anew without a gap, until it is stopped", arguments: [1.0, 0.5])
  func loop(speed: Double) async throws {
    let path = try recording(rate: 16_000, frames: 20_000)
    let events = await events { playback in
      playback.play(path, from: 3000, until: 3700, speed: speed, loops: true)
      while playback.position == nil, playback.failure == nil {}
      #expect(playback.isPlaying)
      playback.stop()
      #expect(playback.position == nil && !playback.isPlaying)
    }
    guard case .ended(let heard) = events.last else { throw ExpectedEnd() }
    #expect(heard.lowerBound == 3000 && (3000...3700).contains(heard.upperBound))
    let once = try ResampledRecording(path).samples(3000..<3700)
    let all = try played()
    let repeated = Array(repeatElement(once, count: all.count / 700 + 3).joined())
    if speed == 1 {
      #expect(all == Array(repeated[..<all.count]))
    } else {
      #expect(MadeSound.difference(all, converted(repeated, ratio: 2)[..<all.count]) < 1e-6)
    }
  }
  private struct ExpectedEnd: Error {}

  @Test("compressed recordings end where they end, whatever their header says")
  func unknownLength() async throws {
    let path = folder.path.appending("a.wav")
    let adpcm = 0x010000 | 0x0012  // SF_FORMAT_WAV, SF_FORMAT_IMA_ADPCM
    try #require(
      MadeSound.write(MadeSound.noise(9000, seed: 1), rate: 16_000, channels: 1, format: adpcm, to: path))
    let sound = try ResampledRecording(path)
    let length = sound.length
    let events = await events { $0.play(path, from: 100) }
    #expect(events == [.started, .ended(heard: 100..<length)])
    #expect(try played() == withoutSilence(try sound.samples(100..<length)))
  }

  @Test("the latest order is the one that is played")
  func latest() async throws {
    let path = try recording(rate: 16_000, frames: 16_000)
    let (stream, continuation) = AsyncStream.makeStream(of: Playback.Event.self)
    let playback = Playback(device: device, rates: [16_000]) { continuation.yield($0) }
    playback.play(path, from: 0, loops: true)
    playback.play(path, from: 500, loops: true)
    playback.play(path, from: 1000, until: 3000)
    for await event in stream where event == .ended(heard: 1000..<3000) { break }
    #expect(try played().suffix(2000) == (try ResampledRecording(path).samples(1000..<3000))[...])
  }

  @Test("nothing to play ends at once")
  func nothing() async throws {
    let path = try recording(rate: 16_000, frames: 1000)
    let (stream, continuation) = AsyncStream.makeStream(of: Playback.Event.self)
    let playback = Playback(device: device, rates: [16_000]) { continuation.yield($0) }
    for (from, until) in [(1000, nil), (5, 5), (9, 2), (Int.max, Int.max)] {
      for loops in [false, true] {
        playback.play(path, from: from, until: until, loops: loops)
        while playback.isPlaying {}
      }
    }
    playback.play(path, from: -50, until: 10)
    var events: [Playback.Event] = []
    for await event in stream {
      events.append(event)
      if event != .started { break }
    }
    #expect(events == [.started, .ended(heard: 0..<10)])
  }

  @Test("what cannot be played is told as an event and kept")
  func failures() async throws {
    let missing = folder.path.appending("b.wav")
    let (stream, continuation) = AsyncStream.makeStream(of: Playback.Event.self)
    let playback = Playback(device: device, rates: [16_000]) { continuation.yield($0) }
    playback.play(missing, from: 0)
    for await event in stream {
      #expect(event == .failed(.notFound(missing)))
      break
    }
    while playback.isPlaying {}
    #expect(playback.failure == .notFound(missing))
    let path = try recording(rate: 16_000, frames: 1000)
    playback.play(path, from: 0)
    for await event in stream where event == .ended(heard: 0..<1000) { break }
    #expect(playback.failure == nil)
  }

  @Test("a device that is not there is an error, and nothing else")
  func noDevice() async throws {
    let path = try recording(rate: 16_000, frames: 1000)
    func failure(_ device: SoundDevice) async -> AudioError? {
      let (stream, continuation) = AsyncStream.makeStream(of: Playback.Event.self)
      let playback = Playback(device: device) { continuation.yield($0) }
      playback.play(path, from: 0)
      for await event in stream {
        guard case .failed(let error) = event else { return nil }
        return error
      }
      return nil
    }
    #expect(await failure(.none) == .noSoundDevice)
    guard case .unknownSoundDevice("no such thing", _) = await failure(.named("no such thing")) else {
      throw ExpectedEnd()
    }
    guard case .soundDevice("alsa:nosuchpcm", let reason) = await failure(.alsa("nosuchpcm")) else {
      throw ExpectedEnd()
    }
    #expect(!reason.isEmpty)
  }

  @Test(
    "devices are named as on the command line",
    arguments: ["default", "none", "pulse:/tmp/a b.sock", "alsa:plughw:1", "HDA Intel"])
  func names(text: String) {
    #expect(SoundDevice(text).description == text)
    #expect(SoundDevice("") == .standard)
  }
}
