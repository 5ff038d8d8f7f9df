import Annotation
import Audio
import Basis
import Chunks
import Features
import Files

/// The works, each as its peer's script does it.
enum Works {}

extension Works {
  /// The whole of `shotmark slice --starts` within this process: tags read, recordings hashed, compared and cut,
  /// chunks and manifest committed to disk. Digests and fingerprints are known from the run that is not counted.
  static func slice(_ settings: Settings) throws -> Measured {
    try slice(settings) { _ in .standard }
  }

  /// The same, each time as if nobody had ever heard the recordings.
  static func sliceFirst(_ settings: Settings) throws -> Measured {
    let into = try settings.path("into")
    return try slice(settings) { CacheFolder(into.appending("cache").appending("\($0)")) }
  }

  /// - Parameter cache: what is remembered of earlier runs in each turn.
  private static func slice(_ settings: Settings, cache: (Int) -> CacheFolder) throws -> Measured {
    let into = try settings.path("into")
    var options = SlicingOptions()
    options.root = try settings.path("root")
    options.tags = [try settings.path("index")]
    options.label = "GUN"
    options.starts = true
    let chunks = try Annotations(reading: options.tags, label: "GUN").tagFiles.flatMap(\.entries)
      .reduce(0) { $0 + $1.offsets.count }
    try empty(into)
    // A new folder each time: ext4 is slow to give out what has just been deleted, on both sides alike.
    var turn = 0
    return try Measured(settings, items: chunks, unit: "chunks") {
      turn += 1
      let result = try Slicing(options, cache: cache(turn)).run(into: into.appending("\(turn)"))
      guard result.cut == chunks else {
        throw SettingsError(what: "only \(result.cut) of \(chunks) chunks were cut")
      }
    }
  }

  /// Chunks out of one long recording: opened, read, resampled around each, written as 16-bit WAV files.
  static func cutHour(_ settings: Settings) throws -> Measured {
    let into = try settings.path("into")
    let root = try settings.path("root")
    let entries = try TagFile(reading: settings.path("index"), label: "GUN").entries
    let count = entries.reduce(0) { $0 + $1.offsets.count }
    try empty(into)
    var turn = 0
    return try Measured(settings, items: count, unit: "chunks") {
      turn += 1
      let folder = into.appending("\(turn)")
      try FileSystem.makeFolder(folder)
      for entry in entries {
        let sound = try ResampledRecording(root.appending(entry.path))
        for (number, start) in entry.offsets.enumerated() {
          let samples = try sound.samples(start..<start + Sampling.chunkLength)
          let name = entry.path.name.appendingToName("_\(number).wav")
          try FileSystem.writePlain(WAV.bytes(pcm16: samples).bytes, to: folder.appending(name))
        }
      }
    }
  }

  /// Log-mel images of chunks in memory, on all cores.
  static func logMel(_ settings: Settings) throws -> Measured {
    let (shape, values) = try NPY.read(settings.path("chunks"))
    guard shape.count == 2, let count = shape.first, let length = shape.last else {
      throw SettingsError(what: "--chunks is no table of chunks")
    }
    let logMel = try LogMel()
    let size = LogMelParameters().nMels * logMel.frames(length)
    nonisolated(unsafe) let images = UnsafeMutableBufferPointer<Float>.allocate(capacity: count * size)
    defer { images.deallocate() }
    images.initialize(repeating: 0)
    return try Measured(settings, items: count, unit: "chunks") {
      values.withUnsafeBufferPointer { buffer in
        nonisolated(unsafe) let chunks = buffer
        Parallel.forEach(count) { index in
          logMel.compute(
            UnsafeBufferPointer(rebasing: chunks[index * length..<(index + 1) * length]),
            into: UnsafeMutableBufferPointer(rebasing: images[index * size..<(index + 1) * size]))
        }
      }
    }
  }

  private static func empty(_ folder: Path) throws {
    if FileSystem.exists(folder) { try FileSystem.removeAll(folder) }
    try FileSystem.makeFolder(folder)
  }
}
