import Audio
import Basis
import CSndfile
import Files
import TestSupport
import Testing

@Suite("Seeking near")
struct SeekingTests {
  static let formats = [
    Int(SF_FORMAT_OGG) | Int(SF_FORMAT_VORBIS), Int(SF_FORMAT_OGG) | Int(SF_FORMAT_OPUS),
    Int(SF_FORMAT_MPEG) | Int(SF_FORMAT_MPEG_LAYER_III), Int(SF_FORMAT_WAV) | Int(SF_FORMAT_IMA_ADPCM),
    Int(SF_FORMAT_WAV) | Int(SF_FORMAT_PCM_16),
  ]
  static let rate = 24_000

  /// Half a minute of noise that grows louder, so that each place has its own look.
  static func samples(_ seconds: Int = 30) -> [Float] {
    let noise = MadeSound.noise(seconds * rate, seed: 6)
    return noise.enumerated().map { $1 * Float(1 + $0 / 1000 % 50) / 60 }
  }

  /// `nil` where this libsndfile was built without the encoder.
  static func file(_ samples: [Float], _ format: Int, in folder: TemporaryFolder, _ name: String = "a")
    -> Path?
  {
    let path = folder.path.appending(name)
    return MadeSound.write(samples, rate: rate, channels: 1, format: format, to: path) ? path : nil
  }

  @Test("what is read here and there is what decoding from the start gives there", arguments: formats)
  func positions(format: Int) throws {
    let folder = try TemporaryFolder()
    guard let path = Self.file(Self.samples(), format, in: folder) else { return }
    let exact = try ResampledRecording(path)
    let near = try ResampledRecording(path, seeking: .near)
    #expect(abs(near.length - exact.length) < 2000)
    var random = RandomKey(seed: 31).adding(format).generator()
    for _ in 0..<25 {
      let start = random.below(exact.length)
      let range = start..<min(start + 1 + random.below(6000), exact.length)
      let (expected, found) = (try exact.samples(range), try near.samples(range))
      #expect(MadeSound.difference(expected, found) < 1e-3, "\(range)")
    }
    #expect(try near.samples(exact.length + 4000..<exact.length + 4100).allSatisfy { $0 == 0 })
    #expect(try near.samples(-50..<0).allSatisfy { $0 == 0 })
  }

  @Test("a pyramid agrees with its own recording, and with no other one", arguments: formats)
  func agreement(format: Int) throws {
    let folder = try TemporaryFolder()
    let samples = Self.samples()
    let late = [Float](repeating: 0, count: 30_000) + samples.dropLast(30_000)
    guard let path = Self.file(samples, format, in: folder),
      let other = Self.file(late, format, in: folder, "b"),
      let short = Self.file(Array(samples.prefix(10 * Self.rate)), format, in: folder, "c")
    else { return }
    let cache = CacheFolder(nil)
    let pyramid = try PeakPyramid.build(path, cache: cache)
    #expect(try pyramid.agrees(with: Recording(opening: path, seeking: .near)))
    #expect(try !pyramid.agrees(with: Recording(opening: other, seeking: .near)))
    #expect(try !pyramid.agrees(with: Recording(opening: short, seeking: .near)))
  }

  @Test(
    "pictures of a pyramid are as with decoding from the start, but for a block at each border",
    arguments: formats)
  func pictures(format: Int) throws {
    let folder = try TemporaryFolder()
    guard let path = Self.file(Self.samples(), format, in: folder) else { return }
    let pyramid = try PeakPyramid.build(path, cache: CacheFolder(nil))
    let exact = try Recording(opening: path)
    let near = try Recording(opening: path, seeking: .near)
    for range in [200_000..<200_100, 400_000..<404_000, 100_000..<103_333] {
      let expected = try pyramid.peaks(range, columns: 40, recording: exact)
      let found = try pyramid.peaks(range, columns: 40, recording: near)
      for (one, other) in zip(expected, found) {
        #expect(abs(one.low - other.low) < 1e-3 && abs(one.high - other.high) < 1e-3)
      }
    }
  }
}
