import Audio
import Basis
import Dispatch
import Features
import Files

#if canImport(Glibc)
  import Glibc
#endif

extension Works {
  /// Columns of the pictures, as in a terminal 300 wide; waveforms have two dots a column.
  private static let columns = 300

  /// The peak pyramid of a recording whose file is in memory, on all cores; nothing is kept.
  static func pyramid(_ settings: Settings) throws -> Measured {
    let path = try settings.path("recording")
    let frames = try Recording(opening: path).countFrames()
    return try Measured(settings, items: frames, unit: "frames") {
      _ = try PeakPyramid.build(path, cache: CacheFolder(nil))
    }.withMemory()
  }

  /// The recording opened, and its whole drawn before there is a pyramid.
  static func firstPicture(_ settings: Settings) throws -> Measured {
    let path = try settings.path("recording")
    return try Measured(settings, items: 1, unit: "pictures") {
      let recording = try Recording(opening: path)
      _ = try Envelope.peaks(recording, 0..<recording.info.claimedFrames, columns: columns)
    }.withMemory()
  }

  /// The same at the next meeting: the pyramid found in the cache, and the whole drawn from it.
  static func nextPicture(_ settings: Settings) throws -> Measured {
    let path = try settings.path("recording")
    _ = try PeakPyramid.build(path)
    return try Measured(settings, items: 1, unit: "pictures") {
      guard let pyramid = PeakPyramid.cached(path) else { throw SettingsError(what: "no pyramid was kept") }
      _ = try pyramid.peaks(0..<pyramid.frames, columns: columns, recording: Recording(opening: path))
    }.withMemory()
  }

  /// Waveforms from the pyramid and the file: stretches from all of the recording down to a few samples.
  static func waveform(_ settings: Settings) throws -> Measured {
    let path = try settings.path("recording")
    let recording = try Recording(opening: path)
    let pyramid = try PeakPyramid.build(path)
    let views = views(of: pyramid.frames, key: "waveform")
    return try Measured(settings, items: views.count, unit: "pictures") {
      for view in views { _ = try pyramid.peaks(view, columns: 2 * columns, recording: recording) }
    }.withMemory()
  }

  /// Spectrograms of 300 × 100 cells, `--seconds` each, anywhere in the recording.
  static func spectrogram(_ settings: Settings) throws -> Measured {
    let sound = try ResampledRecording(settings.path("recording"))
    let seconds = Double(try settings.text("seconds")) ?? 10
    let width = max(1, min(sound.length, Int(seconds * Double(Sampling.rate))))
    var generator = RandomKey(seed: 1).adding("spectrogram").generator()
    let starts = (0..<10).map { _ in generator.below(max(1, sound.length - width + 1)) }
    return try Measured(settings, items: starts.count, unit: "pictures") {
      for start in starts {
        _ = try SpectrogramCells.cells(
          samples: sound.samples, range: start..<start + width, columns: columns, rows: 100)
      }
    }.withMemory()
  }

  /// Ten stretches at each of the zooms from whole to a few samples, each four times as close as the one before.
  private static func views(of frames: Int, key: String) -> [Range<Int>] {
    var generator = RandomKey(seed: 1).adding(key).generator()
    var views: [Range<Int>] = []
    var width = frames
    while width >= 64 {
      views += (0..<10).map { _ in
        let start = generator.below(frames - width + 1)
        return start..<start + width
      }
      width /= 4
    }
    return views
  }
}

extension Measured {
  /// With the most memory that the process has had.
  fileprivate func withMemory() -> Measured {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    var measured = self
    measured.more.append(("memory", .number(Int(usage.ru_maxrss) * 1024)))
    return measured
  }
}
