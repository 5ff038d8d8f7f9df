import Audio
import Augmentation
import Basis
import Files
import Synchronization

/// The sounds from outside a chunk that a run of augmenting may use, the same for all chunks.
final class SoundLibrary: Sendable {
  let set: ChunkSet
  private let root: Path
  /// The sounds of each folder that the recipe names, sorted.
  private let folders: [Path: [Sound]]
  /// The length of each recording that is at hand, unchanged since it was cut.
  private let atHand: [Path: Int]
  /// What was left out: sentences without a full stop.
  let warnings: [String]
  private let kept = Mutex<(sounds: [Path: [Float]], samples: Int)>(([:], 0))

  /// A quarter of a gigabyte of samples is kept in memory.
  private static let keptSamples = 1 << 26
  /// Sounds up to ten minutes are kept whole.
  private static let longestKept = 600 * Sampling.rate

  /// Looks up what the recipe will ask for.
  ///
  /// - Throws: where a folder is not there, or holds no sound.
  init(_ set: ChunkSet, recipe: Recipe, root: Path, caches: SourceCaches, jobs: Int) throws {
    self.set = set
    self.root = root
    var warnings: [String] = []
    let known = Swift.Set(set.rows.map(\.recordingSHA256))
    var folders: [Path: [Sound]] = [:]
    for folder in recipe.folders {
      let files = try FileSystem.files(below: folder, where: SoundFiles.isSoundFile).sorted()
      let sounds = Parallel.map(files.count, jobs: jobs) { index -> Sound? in
        let file = folder.appending(files[index])
        guard let digest = try? caches.digests.sha256(of: file), !known.contains(digest),
          let length = try? ResampledRecording(file).length, length > 0
        else { return nil }
        return Sound(path: files[index], length: length)
      }
      let usable = sounds.compactMap { $0 }
      guard !usable.isEmpty else { throw ChunksError.noSounds(folder) }
      if usable.count < files.count {
        warnings.append(
          "\(files.count - usable.count) of \(files.count) sounds below \(folder) are left out: not readable, "
            + "or recordings of the set itself, which may lie in other splits")
      }
      folders[folder] = usable
    }
    self.folders = folders
    atHand = recipe.usesNeighbours ? SoundLibrary.recordings(set, root, caches, jobs) : [:]
    let recordings = Swift.Set(set.rows.map(\.recording))
    if recipe.usesNeighbours, atHand.count < recordings.count {
      warnings.append(
        "\(recordings.count - atHand.count) of \(recordings.count) recordings are not below \(root) as they were cut: "
          + "where their chunks are shifted, silence fills in (--root names the recordings' folder)")
    }
    self.warnings = warnings
  }

  private static func recordings(_ set: ChunkSet, _ root: Path, _ caches: SourceCaches, _ jobs: Int) -> [Path:
    Int]
  {
    let rows = Dictionary(set.rows.map { ($0.recording, $0) }) { first, _ in first }.values
      .sorted { $0.recording < $1.recording }
    let lengths = Parallel.map(rows.count, jobs: jobs) { index -> Int? in
      let file = root.appending(rows[index].recording)
      guard (try? caches.digests.sha256(of: file)) == rows[index].recordingSHA256 else { return nil }
      return try? ResampledRecording(file).length
    }
    return Dictionary(
      uniqueKeysWithValues: zip(rows, lengths).compactMap { row, length in
        length.map { (row.recording, $0) }
      })
  }

  /// What can be fetched around a chunk.
  func neighbours(of row: ManifestRow) -> ClipFacts.Neighbours? {
    atHand[row.recording].map { length in
      ClipFacts.Neighbours(before: row.start, behind: length - row.start - set.information.length)
    }
  }

  /// Samples of a recording of the set.
  func samples(of recording: Path, _ range: Range<Int>) throws -> [Float] {
    let file = root.appending(recording)
    guard let whole = try whole(file), range.lowerBound >= 0, range.upperBound <= whole.count else {
      return try ResampledRecording(file).samples(range)
    }
    return Array(whole[range])
  }

  /// The sounds below a folder.
  func sounds(in folder: Path) -> [Sound] { folders[folder] ?? [] }

  /// Samples of a sound, from `start` on, beginning again where it ends.
  func samples(of sound: Path, in folder: Path, from start: Int, count: Int) throws -> [Float] {
    let file = folder.appending(sound)
    if let whole = try whole(file) { return Looping.samples(of: whole, from: start, count: count) }
    let recording = try ResampledRecording(file)
    let length = recording.length
    guard length > 0 else { return [Float](repeating: 0, count: count) }
    var samples: [Float] = []
    var place = start % length
    while samples.count < count {
      samples += try recording.samples(place..<min(place + count - samples.count, length))
      place = 0
    }
    return samples
  }

  /// All of a sound that is not long; kept, as long as there is room, since many chunks ask for the same ones.
  private func whole(_ file: Path) throws -> [Float]? {
    if let samples = kept.withLock({ $0.sounds[file] }) { return samples }
    let recording = try ResampledRecording(file)
    let length = recording.length
    guard length <= SoundLibrary.longestKept,
      kept.withLock({ $0.samples + length <= SoundLibrary.keptSamples })
    else { return nil }
    let samples = try recording.samples(0..<length)
    kept.withLock { kept in
      guard kept.sounds[file] == nil else { return }
      kept.sounds[file] = samples
      kept.samples += samples.count
    }
    return samples
  }
}
