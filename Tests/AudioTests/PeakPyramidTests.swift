import Audio
import Basis
import CSndfile
import Files
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Peak pyramids")
struct PeakPyramidTests {
  /// Every view of a recording against its own samples.
  private func compare(_ path: Path, seed: UInt64, resolution: PeakResolution? = nil) throws {
    let recording = try Recording(opening: path)
    let samples = try recording.readMono(frames: 0..<1 << 40)
    let pyramid =
      try resolution.map { try PeakPyramid.build(path, resolution: $0, jobs: 2) }
      ?? PeakPyramid.build(path, cache: CacheFolder(nil))
    #expect(pyramid.frames == samples.count)
    #expect(pyramid.sampleRate == recording.info.sampleRate)
    var generator = RandomKey(seed: seed).adding("views").generator()
    let rounds = recording.info.format.hasPrefix("FLAC")
    for (range, columns) in NaivePeaks.views(samples.count, &generator) {
      if rounds, range.count / columns >= 4 * 512 {
        try compareRounded(pyramid.peaks(range, columns: columns, recording: recording), range, samples)
        continue
      }
      let naive = NaivePeaks.peaks(samples, range, columns: columns)
      #expect(
        try pyramid.peaks(range, columns: columns, recording: recording) == naive, "\(range) in \(columns)")
    }
  }

  /// Peaks of parts whose borders may have been moved by half a block.
  private func compareRounded(_ peaks: [Peak], _ range: Range<Int>, _ samples: [Float]) throws {
    let parts = NaivePeaks.parts(range, columns: peaks.count, frames: samples.count)
    for (part, peak) in zip(parts, peaks) where !part.isEmpty {
      let wider = samples[max(0, part.lowerBound - 256)..<min(samples.count, part.upperBound + 256)]
      #expect(wider.contains(peak.low) && wider.contains(peak.high))
      let narrower = samples[
        min(part.lowerBound + 256, part.upperBound)..<max(part.upperBound - 256, part.lowerBound + 256)]
      #expect(narrower.allSatisfy { $0 >= peak.low && $0 <= peak.high })
    }
  }

  @Test("peaks are exact at every zoom, whatever the width, the channels and the length", arguments: 0..<48)
  func exact(seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = RandomKey(seed: UInt64(seed)).adding("file").generator()
    let channels = [1, 2, 2, 3, 7][generator.below(5)]
    let count = [1, 2, 511, 512, 513, 5000, 70_000, 300_000][generator.below(8)]
    let formats = [
      SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_RF64, SF_FORMAT_W64,
      SF_FORMAT_CAF,
    ]
    let widths = [SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT, SF_FORMAT_ULAW]
    let format = formats[generator.below(5)] | widths[generator.below(5)]
    let path = folder.path.appending("a")
    let samples = MadeSound.noise(count * channels, seed: UInt64(seed), amplitude: 0.99)
    guard MadeSound.write(samples, rate: 48_000, channels: channels, format: format, to: path) else {
      return  // This container does not hold this width.
    }
    try compare(path, seed: UInt64(seed))
  }

  @Test(
    "compressed recordings too",
    arguments: [
      Int(SF_FORMAT_FLAC) | Int(SF_FORMAT_PCM_16), Int(SF_FORMAT_FLAC) | Int(SF_FORMAT_PCM_24),
      Int(SF_FORMAT_OGG) | Int(SF_FORMAT_VORBIS), Int(SF_FORMAT_OGG) | Int(SF_FORMAT_OPUS),
      Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III), Int(SF_FORMAT_WAV) | Int(SF_FORMAT_IMA_ADPCM),
    ])
  func compressed(format: Int) throws {
    let folder = try TemporaryFolder()
    for (count, channels) in [(200_000, 1), (100_000, 2), (1, 1)] {
      let path = folder.path.appending("a")
      let samples = MadeSound.noise(count * channels, seed: 5)
      guard MadeSound.write(samples, rate: 48_000, channels: channels, format: format, to: path) else {
        return  // This libsndfile was built without the encoder.
      }
      try compare(path, seed: UInt64(count))
    }
  }

  @Test(
    "long recordings have coarser blocks, and peaks as exact",
    arguments: [Int(SF_FORMAT_WAV) | Int(SF_FORMAT_PCM_16), Int(SF_FORMAT_WAV) | Int(SF_FORMAT_IMA_ADPCM)])
  func coarser(format: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a")
    for count in [16 * 8, 16 * 8 - 1, 16 * 8 + 1, 16 * 64, 20_011] {
      try #require(
        MadeSound.write(
          MadeSound.noise(count, seed: UInt64(count)), rate: 8000, channels: 1, format: format, to: path))
      try compare(path, seed: 3, resolution: PeakResolution(finestLength: 8, mostBlocks: 16))
    }
  }

  @Test("the lowest and the highest samples keep their value")
  func extremes() throws {
    let folder = try TemporaryFolder()
    for channels in 1...3 {
      var integers = [Int16](repeating: 0, count: 4000 * channels)
      for channel in 0..<channels {
        integers[1000 * channels + channel] = .min
        integers[3000 * channels + channel] = .max
      }
      let bytes = MadeSound.wav(rate: 8000, channels: channels, data: MadeSound.bytes(integers))
      let path = try folder.write(bytes, as: "a.wav")
      let pyramid = try PeakPyramid.build(path, cache: CacheFolder(nil))
      let peaks = try pyramid.peaks(0..<4000, columns: 4, recording: Recording(opening: path))
      #expect(peaks.map(\.low) == [0, -1, 0, 0])
      #expect(peaks[3].high == 1 - 0x1p-15 && peaks[0].high == 0)
    }
  }

  @Test("samples that are no numbers are left out", arguments: [1, 2])
  func notFinite(channels: Int) throws {
    let folder = try TemporaryFolder()
    var samples = MadeSound.noise(20_000 * channels, seed: 4)
    for (index, value) in [(0, Float.nan), (30, .infinity), (5000, -.infinity), (19_999, .nan)] {
      samples[index * channels] = value
    }
    for index in 8000 * channels..<9000 * channels { samples[index] = .nan }
    let path = try folder.write(MadeSound.wav(rate: 8000, channels: channels, samples: samples), as: "a.wav")
    let mono = (0..<20_000).map { frame in
      samples[frame * channels..<(frame + 1) * channels].reduce(0, +) / Float(channels)
    }
    let recording = try Recording(opening: path)
    let pyramid = try PeakPyramid.build(path, cache: CacheFolder(nil))
    var generator = RandomKey(seed: 9).generator()
    for (range, columns) in NaivePeaks.views(20_000, &generator) + [(8100..<8200, 5)] {
      let naive = NaivePeaks.peaks(mono, range, columns: columns)
      #expect(try pyramid.peaks(range, columns: columns, recording: recording) == naive)
      #expect(
        try Envelope.peaks(recording, range, columns: columns) == Envelope(peaks: naive, isSparse: false))
    }
  }

  @Test("without the recording no peak is lost, and none is further off than a block")
  func withoutRecording() throws {
    let folder = try TemporaryFolder()
    let bytes = MadeSound.wav(rate: 8000, data: MadeSound.bytes(MadeSound.integers(100_000, seed: 8)))
    let path = try folder.write(bytes, as: "a.wav")
    let pyramid = try PeakPyramid.build(path, cache: CacheFolder(nil))
    let samples = try Recording(opening: path).readMono(frames: 0..<100_000)
    for columns in [1, 3, 50, 190] {
      let peaks = try pyramid.peaks(0..<100_000, columns: columns)
      #expect(peaks.map(\.low).min() == samples.min())
      #expect(peaks.map(\.high).max() == samples.max())
      try compareRounded(peaks, 0..<100_000, samples)
    }
  }

  @Test("nothing is asked of what is not there")
  func outside() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(MadeSound.wav(rate: 8000, data: [1, 0, 2, 0]), as: "a.wav")
    let recording = try Recording(opening: path)
    let pyramid = try PeakPyramid.build(path, cache: CacheFolder(nil))
    let silence = Peak(low: 0, high: 0)
    for range in [-10..<0, 2..<5, 1..<1, Int.min..<Int.min + 5, Int.max - 1..<Int.max] {
      #expect(try pyramid.peaks(range, columns: 3, recording: recording) == [silence, silence, silence])
      #expect(try pyramid.peaks(range, columns: 3) == [silence, silence, silence])
      #expect(try Envelope.peaks(recording, range, columns: 3).peaks == [silence, silence, silence])
    }
    #expect(try pyramid.peaks(Int.min..<Int.max, columns: 1).count == 1)
    #expect(try pyramid.peaks(0..<2, columns: 0) == [])
    #expect(try pyramid.peaks(0..<2, columns: -1) == [])
  }

  @Test("building tells how far it is, and stops when it is not wanted")
  func progress() throws {
    let folder = try TemporaryFolder()
    let samples = [Int16](repeating: 5, count: 5 << 20)
    let path = try folder.write(MadeSound.wav(rate: 8000, data: MadeSound.bytes(samples)), as: "a.wav")
    let parts = Mutex<[Double]>([])
    _ = try PeakPyramid.build(
      path, cache: CacheFolder(nil), progress: { part in parts.withLock { $0.append(part) } })
    #expect(parts.withLock { $0.max() } == 1)
    #expect(parts.withLock { $0.count } >= 5)
    #expect(throws: AudioError.cancelled(path)) {
      try PeakPyramid.build(path, cache: CacheFolder(nil), isCancelled: { true })
    }
    #expect(throws: AudioError.notFound(folder.path.appending("b"))) {
      try PeakPyramid.build(folder.path.appending("b"), cache: CacheFolder(nil))
    }
  }
}
