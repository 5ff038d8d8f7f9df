import Audio
import Basis
import CSndfile
import Files
import TestSupport
import Testing

@Suite("Real recordings", .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
struct SharedRecordingsTests {
  /// Mono frames as libsndfile gives them from the start, averaged here.
  private func decoded(_ path: Path) throws -> (samples: [Float], rate: Int) {
    var info = SF_INFO()
    let sound = try #require(path.withCString { sf_open($0, Int32(SFM_READ), &info) })
    defer { sf_close(sound) }
    let channels = Int(info.channels)
    var mono: [Float] = []
    var block = [Float](repeating: 0, count: 4096 * channels)
    while case let got = Int(sf_readf_float(sound, &block, 4096)), got > 0 {
      mono += (0..<got).map { frame in
        (0..<channels).reduce(0) { $0 + block[frame * channels + $1] } / Float(channels)
      }
    }
    return (mono, Int(info.samplerate))
  }

  @Test(
    "any range of every kind equals the whole, decoded and resampled by the libraries alone",
    arguments: [
      "long/shotgun.mp3", "long/env_rainforest.mp3",
      "long/541818__nox-sound__weapon-revolver-shots-stereo.wav",
      "long/shotspotter/test_145.audio.SCP-00-BNQ-1697.wav", "envdata/other/footsteps_shuffle.wav",
      "envdata/other/wind.wav", "envdata/ESC-10/001 - Dog bark/1-100032-A.ogg", "odd/UPPERCASE_8k.WAV",
      "odd/float32_fact.wav", "odd/mp3_named.wav", "odd/pcm24_smpl_cue_pad_before_data.wav",
      "odd/pcm_u8_truncated.wav", "odd/short_88ms_96k.wav", "odd/wavex_float64.wav",
    ])
  func ranges(name: String) throws {
    let path = SharedData.folder.appending(name)
    let (frames, rate) = try decoded(path)
    let whole = MadeSound.resampledWhole(frames, from: rate)
    let recording = try ResampledRecording(path)
    #expect(recording.recording.countFrames() == frames.count)
    #expect(recording.length == whole.count)
    var generator = RandomKey(seed: 7).adding(name).generator()
    let starts = [whole.count - 50, 0, -50] + (0..<6).map { _ in generator.below(whole.count) }
    for start in starts {
      let range = start..<(start + 4096)
      let expected = range.map { whole.indices.contains($0) ? whole[$0] : 0 }
      #expect(MadeSound.difference(try recording.samples(range), expected) < 1e-5, "\(range)")
    }
  }

  @Test("every gun's first recording equals its resampling as a whole to one step of 16 bits")
  func guns() throws {
    let folder = SharedData.folder.appending("gundata")
    let guns = Dictionary(
      grouping: try FileSystem.files(below: folder, where: SoundFiles.isSoundFile), by: \.folder)
    for path in guns.values.compactMap(\.first).map(folder.appending) {
      let (frames, rate) = try decoded(path)
      let whole = MadeSound.resampledWhole(frames, from: rate)
      let ours = try ResampledRecording(path).samples(0..<whole.count)
      #expect(MadeSound.difference(ours, whole) < 1e-5)
    }
  }

  @Test("a header's wrong length is not believed")
  func lyingHeader() throws {
    let recording = try ResampledRecording(SharedData.folder.appending("long/shotgun.mp3"))
    #expect(recording.recording.info.claimedFrames == 973_885)
    #expect(recording.recording.countFrames() == 513_792)
    #expect(recording.length == 186_410)
  }

  @Test(
    "files without sound are told apart",
    arguments: [
      "odd/zero_length.wav", "odd/riff_13_bytes.wav", "odd/header_only_zero_frames.wav", "SOURCES.md",
    ])
  func without(name: String) {
    #expect(throws: AudioError.self) { try Recording(opening: SharedData.folder.appending(name)) }
  }
}
