import Audio
import Basis
import Evaluation
import Files
import Onsets
import Synthesis
import TestSupport

/// Recordings with known onsets, and what was proposed in them.
struct RangeRecordings: Sendable {
  var recordings: [RecordingOnsets]
  var hours: Double

  /// Proposals per hour.
  var density: Double { Double(recordings.reduce(0) { $0 + $1.estimated.count }) / hours }

  /// F, precision and recall at a collar in ms.
  func score(_ collar: Double) throws -> OnsetScore.Collar {
    try OnsetScore(recordings, collars: [collar]).collars[0]
  }

  /// The shared range recordings with their gates filled.
  static func shared(_ options: OnsetOptions = OnsetOptions()) throws -> RangeRecordings {
    let root = SharedData.folder.appending("long")
    let rows = CSV.parse(try FileSystem.read(root.appending("shotspotter_onsets.csv")))
    return try listen(rows.count, options) { index in
      let path = Path(bytes: rows[index].fields[0].bytes)
      let recording = try Recording(opening: root.appending(path))
      let samples = try recording.readMono(frames: 0..<recording.countFrames())
      let rate = recording.info.sampleRate
      let filled = FilledGates.filled(samples, rate: rate, key: RandomKey(seed: 1).adding(path.bytes))
      return (filled, rate, 1, rows[index].fields.dropFirst().compactMap(\.integer), [])
    }
  }

  /// Synthesised ones.
  static func synthesised(
    _ plans: [ScenePlan], _ options: OnsetOptions = OnsetOptions()
  ) throws -> RangeRecordings {
    try listen(plans.count, options) { index in
      let scene = plans[index].render()
      let ignored = scene.ignored.map { $0.start..<$0.end }
      return (scene.samples, scene.sampleRate, scene.channels, scene.onsets, ignored)
    }
  }

  private typealias Sound = (
    samples: [Float], rate: Int, channels: Int, onsets: [Int], ignored: [Range<Int>]
  )

  private static func listen(
    _ count: Int, _ options: OnsetOptions, _ sound: @Sendable (Int) throws -> Sound
  ) throws -> RangeRecordings {
    let folder = try TemporaryFolder()
    let rows = try Parallel.tryMap(count) { index -> (RecordingOnsets, Int) in
      let sound = try sound(index)
      let wav = WAV.bytes(pcm16: sound.samples, sampleRate: sound.rate, channels: sound.channels)
      let file = try folder.write(wav.bytes, as: Path("\(index).wav"))
      var scanner = OnsetScanner(options)
      let recording = try ResampledRecording(file)
      try recording.stream(blockLength: 1 << 16) { scanner.append($0) }
      let estimated = scanner.finish().map(\.offset)
      return (
        RecordingOnsets(estimated: estimated, reference: sound.onsets, ignored: sound.ignored),
        recording.length
      )
    }
    let length = rows.reduce(0) { $0 + $1.1 }
    return RangeRecordings(recordings: rows.map(\.0), hours: Sampling.seconds(length) / 3600)
  }
}
