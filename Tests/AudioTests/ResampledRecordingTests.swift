import Audio
import Basis
import CSamplerate
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Recordings at 16 kHz")
struct ResampledRecordingTests {
  /// Ranges at the start, across both ends, in the middle and beyond.
  private func ranges(_ length: Int, seed: Int) -> [Range<Int>] {
    var generator = RandomKey(seed: 1).adding("ranges").adding(seed).generator()
    let starts =
      [0, 1, 57, 300, -1000, length - 4096, length - 100, length, length + 5000]
      + (0..<4).map { _ in generator.below(length) }
    return starts.map { $0..<($0 + 4096) } + [0..<length, 7..<8, 5..<5]
  }

  /// What `range` must be, given the whole: zeros outside.
  private func expected(_ range: Range<Int>, of whole: [Float]) -> [Float] {
    range.map { whole.indices.contains($0) ? whole[$0] : 0 }
  }

  // 1e-5 is -100 dB of full scale. 1000 to 192000 Hz; those that share little with 16 kHz; both sides of the
  // rate from which on two stages are used.
  @Test(
    "any range equals soxr's resampling of the whole to below -100 dB",
    arguments: [
      8000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 1000, 7350, 39_000,
      42_000,
      44_056, 192_000, 250_000,
    ])
  func ranges(rate: Int) throws {
    let folder = try TemporaryFolder()
    let samples = MadeSound.noise(rate + 77, seed: UInt64(rate), amplitude: 1)
    let path = try folder.write(MadeSound.wav(rate: rate, samples: samples), as: "noise.wav")
    let whole = MadeSound.resampledWhole(samples, from: rate)
    let recording = try ResampledRecording(path)
    #expect(recording.length == whole.count)
    for range in ranges(whole.count, seed: rate) {
      #expect(
        MadeSound.difference(try recording.samples(range), expected(range, of: whole)) < 1e-5, "\(range)")
    }
  }

  @Test("the end may lie anywhere, and very short recordings do", arguments: 1...24)
  func ends(count: Int) throws {
    let folder = try TemporaryFolder()
    for rate in [8000, 11_025, 44_100, 48_000, 88_200] {
      let samples = MadeSound.noise(count * count, seed: UInt64(count))
      let path = try folder.write(MadeSound.wav(rate: rate, samples: samples), as: "noise.wav")
      let whole = MadeSound.resampledWhole(samples, from: rate)
      let recording = try ResampledRecording(path)
      #expect(recording.length == whole.count)
      let range = -10..<(whole.count + 10)
      #expect(MadeSound.difference(try recording.samples(range), expected(range, of: whole)) < 1e-5)
    }
  }

  /// Tones up to 0.85 of the lower half rate, faded in and out.
  private func tones(_ count: Int, rate: Int) -> [Float] {
    var generator = RandomKey(seed: 5).adding(rate).generator()
    let highest = 0.85 * Double(min(rate, 16_000)) / 2
    let tones = (0..<12).map { _ in
      (generator.number(in: 50...highest), generator.number(in: 0...6), generator.number(in: 0.02...0.08))
    }
    return (0..<count).map { index in
      let time = Double(index) / Double(rate)
      let fade = sin(Double.pi * Double(index) / Double(count))
      return Float(fade * fade * tones.reduce(0) { $0 + $1.2 * sin(2 * Double.pi * $1.0 * time + $1.1) })
    }
  }

  @Test(
    "equals libsamplerate's best sinc to below -80 dB where both pass",
    arguments: [8000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000])
  func independentTwin(rate: Int) throws {
    let folder = try TemporaryFolder()
    let samples = tones(rate / 2, rate: rate)
    let path = try folder.write(MadeSound.wav(rate: rate, samples: samples), as: "tones.wav")
    var output = [Float](repeating: 0, count: 8100)
    let made = output.withUnsafeMutableBufferPointer { out in
      samples.withUnsafeBufferPointer { source in
        var data = SRC_DATA()
        (data.data_in, data.data_out) = (source.baseAddress, out.baseAddress)
        (data.input_frames, data.output_frames) = (samples.count, out.count)
        data.src_ratio = 16_000 / Double(rate)
        #expect(src_simple(&data, Int32(SRC_SINC_BEST_QUALITY), 1) == 0)
        return Int(data.output_frames_gen)
      }
    }
    let ours = try ResampledRecording(path).samples(0..<made)
    #expect(ours.contains { $0.magnitude > 0.1 })
    #expect(MadeSound.difference(ours, output[..<made]) < 1e-4)
  }

  @Test("at the wanted rate samples are given as they are")
  func unchanged() throws {
    let folder = try TemporaryFolder()
    let samples = MadeSound.noise(30_000, seed: 1, amplitude: 3)
    let path = try folder.write(MadeSound.wav(rate: 16_000, samples: samples), as: "a.wav")
    let recording = try ResampledRecording(path)
    #expect(recording.length == 30_000)
    for range in ranges(30_000, seed: 16) {
      #expect(try recording.samples(range) == expected(range, of: samples))
    }
  }

  @Test("a sample has the same bits however it is asked for", arguments: [16_000, 12_000, 44_100, 48_000])
  func bits(rate: Int) throws {
    let folder = try TemporaryFolder()
    let samples = MadeSound.noise(3 * rate, seed: 9)
    let path = try folder.write(MadeSound.wav(rate: rate, samples: samples), as: "a.wav")
    let whole = try ResampledRecording(path).samples(0..<48_000)
    let ranges = ranges(48_000, seed: 2 * rate)
    let recording = try ResampledRecording(path)
    for range in ranges { #expect(try recording.samples(range) == expected(range, of: whole)) }
    #expect(try ResampledRecording(path).samples(ranges: ranges) == ranges.map { expected($0, of: whole) })
    for block in [1 << 20, 16_000, 4097, 311] {
      var streamed: [Float] = []
      var lengths: [Int] = []
      try ResampledRecording(path).stream(blockLength: block) {
        streamed += $0
        lengths.append($0.count)
      }
      #expect(streamed == whole)
      #expect(lengths.dropLast().allSatisfy { $0 == block } && (lengths.last ?? 0) <= block)
    }
  }

  @Test(
    "other rates than 16 kHz may be wanted", arguments: [(48_000, 22_050), (16_000, 44_100), (44_100, 8000)])
  func otherRates(rate: Int, wanted: Int) throws {
    let folder = try TemporaryFolder()
    let samples = MadeSound.noise(rate / 2, seed: 11)
    let path = try folder.write(MadeSound.wav(rate: rate, samples: samples), as: "a.wav")
    let whole = MadeSound.resampledWhole(samples, from: rate, to: wanted)
    let recording = try ResampledRecording(path, rate: wanted)
    #expect(recording.length == whole.count)
    #expect(MadeSound.difference(try recording.samples(0..<whole.count), whole) < 1e-5)
  }

  @Test("absurd rates are refused", arguments: [1, 999, 10_000_000, 191_999])
  func absurd(rate: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(MadeSound.wav(rate: rate, data: [0, 0, 0, 0]), as: "a.wav")
    #expect(throws: AudioError.rate(path, rate: rate, wanted: 16_000)) { try ResampledRecording(path) }
  }

  @Test("many threads may read the same file, each its own recording of it")
  func threads() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      MadeSound.wav(rate: 22_255, samples: MadeSound.noise(30_000, seed: 1)), as: "a.wav")
    let expected = try ResampledRecording(path).samples(3000..<7096)
    let pieces = try Parallel.tryMap(16, jobs: 4) { _ in try ResampledRecording(path).samples(3000..<7096) }
    #expect(pieces.allSatisfy { $0 == expected })
  }
}
