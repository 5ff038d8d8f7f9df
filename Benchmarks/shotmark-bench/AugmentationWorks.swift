import Audio
import Augmentation
import Basis
import Files

/// Transforms of chunks and of log-mel images in memory: drawn and applied for each, on all cores.
///
/// A copy of a chunk is made in storage that its thread uses again for the next one, as training does: whoever computes
/// features from it reads it at once, and nobody keeps thousands. The peers' copies are dropped at once too. Images are
/// changed where they lie in their batch.
enum AugmentationWorks {
  /// Every work by its name: `augment-gain`.
  static var all: [String: (Settings) throws -> Measured] {
    var works: [String: (Settings) throws -> Measured] = [:]
    for (name, text) in chunkSteps {
      works["augment-\(name)"] = { try chunks($0, count: fewer[name], steps: text) }
    }
    for (name, text) in imageSteps { works["augment-\(name)"] = { try images($0, steps: text) } }
    works["augment-copy"] = { try chunks($0, count: nil, steps: "") }
    works["augment-copy-images"] = { try images($0, steps: "") }
    return works
  }

  /// What is slow is measured on as many chunks as the peer is.
  private static let fewer = [
    "room": 256, "pitch-shift": 1000, "time-stretch": 1000, "air-absorption": 2000,
  ]

  /// The settings are the peers'.
  private static let chunkSteps = [
    "gain": #"{"transform": "gain", "gain_db": [-12, 12]}"#,
    "polarity": #"{"transform": "polarity"}"#,
    "gaussian-noise": #"{"transform": "gaussian_noise", "snr_db": [5, 40]}"#,
    "colored-noise": #"{"transform": "colored_noise", "snr_db": [5, 40], "decibels_per_octave": [-6, 6]}"#,
    "background": #"{"transform": "background", "from": "SOUNDS/background", "snr_db": [3, 30]}"#,
    "time-shift": #"{"transform": "time_shift", "samples": [-2048, 2048], "keep_onset": false}"#,
    "low-pass": #"{"transform": "low_pass", "cutoff_hz": [150, 7500], "order": [2, 4]}"#,
    "high-pass": #"{"transform": "high_pass", "cutoff_hz": [20, 2400], "order": [2, 4]}"#,
    "band-pass": #"{"transform": "band_pass", "center_hz": [200, 4000], "order": 2}"#,
    "low-shelf": #"{"transform": "low_shelf", "gain_db": [-18, 18]}"#,
    "high-shelf": #"{"transform": "high_shelf", "gain_db": [-18, 18]}"#,
    "impulse-response": #"{"transform": "impulse_response", "from": "SOUNDS/responses"}"#,
    "room": #"{"transform": "room"}"#,
    "air-absorption": #"{"transform": "distance", "metres": [10, 100]}"#,
    "sensor": #"{"transform": "sensor", "rate_hz": [8000, 12000]}"#,
    "clipping": #"{"transform": "clipping"}"#,
    "soft-limiting": #"{"transform": "soft_limit"}"#,
    "quantization": #"{"transform": "quantisation", "bits": [5, 10]}"#,
    "mu-law": #"{"transform": "mu_law"}"#,
    "pitch-shift": #"{"transform": "pitch_shift", "semitones": [-4, 4]}"#,
    "time-stretch": #"{"transform": "time_stretch", "rate": [0.8, 1.25]}"#,
    "time-mask": #"{"transform": "time_mask", "spare_onset": false}"#,
  ]

  private static let imageSteps = [
    "frequency-mask-images": bands(10, 1),
    "time-mask-images": frames(6, 1, 1),
    "specaugment-lb": bands(10, 1) + "," + frames(6, 1, 1),
    "specaugment-ld": bands(10, 2) + "," + frames(6, 2, 1),
    "specaugment-sm": bands(6, 2) + "," + frames(4, 2, 0.2),
    "specaugment-ss": bands(10, 2) + "," + frames(4, 2, 0.2),
  ]

  private static func bands(_ most: Int, _ count: Int) -> String {
    #"{"transform": "frequency_mask", "bands": [0, \#(most)], "count": \#(count), "fill": "silence"}"#
  }

  private static func frames(_ most: Int, _ count: Int, _ covered: Double) -> String {
    #"{"transform": "frame_mask", "frames": [0, \#(most)], "count": \#(count), "most_covered": \#(covered), "#
      + #""fill": "silence", "spare_onset": false}"#
  }

  private static func recipe(_ steps: String, _ settings: Settings) throws -> Recipe? {
    guard !steps.isEmpty else { return nil }
    let folder = (try? settings.text("sounds")) ?? "."
    let text = #"{"steps": [\#(steps)]}"#.split(separator: "SOUNDS").joined(separator: folder)
    return try Recipe(bytes: Array(text.utf8), name: "work.json")
  }

  private static func chunks(_ settings: Settings, count most: Int?, steps: String) throws -> Measured {
    let (shape, values) = try NPY.read(settings.path("chunks"))
    guard shape.count == 2, let rows = shape.first, let length = shape.last else {
      throw SettingsError(what: "--chunks is no table of chunks")
    }
    let count = min(rows, most ?? rows)
    let recipe = try recipe(steps, settings)
    let materials = try BenchMaterials(recipe?.folders ?? [])
    let facts = ClipFacts(length: length)
    return try Measured(settings, items: count, unit: "chunks") {
      values.withUnsafeBufferPointer { buffer in
        nonisolated(unsafe) let chunks = buffer
        Parallel.forEach(
          count,
          with: { (Clip(samples: [Float](repeating: 0, count: length)), recipe.map { PreparedRecipe($0) }) }
        ) { storage, index in
          storage.0.refill { _ = $0.update(fromContentsOf: chunks[index * length..<(index + 1) * length]) }
          let drawn = storage.1?.draw(facts, materials, key: RandomKey(seed: UInt64(index)))
          _ = try? drawn?.apply(to: &storage.0, materials)
        }
      }
    }
  }

  private static func images(_ settings: Settings, steps: String) throws -> Measured {
    let (shape, values) = try NPY.read(settings.path("images"))
    guard shape.count == 3, let count = shape.first else {
      throw SettingsError(what: "--images is no table of images")
    }
    let recipe = try recipe(steps, settings)
    guard let recipe else { return try copyOfImages(settings, values, count) }
    guard let prepared = ImageRecipe(recipe) else { throw SettingsError(what: "the work is none of images") }
    var batch = values
    let facts = ClipFacts()
    return try Measured(settings, items: count, unit: "images") {
      batch.withUnsafeMutableBufferPointer { buffer in
        prepared.change(buffer, nMels: shape[1], frames: shape[2]) { index, cells in
          ImageRecipe.Image(cells, facts, key: RandomKey(seed: UInt64(index)))
        }
      }
    }
  }

  /// The floor: each image copied into storage that its thread has at hand.
  private static func copyOfImages(_ settings: Settings, _ values: [Float], _ count: Int) throws -> Measured {
    let size = values.count / max(1, count)
    return try Measured(settings, items: count, unit: "images") {
      values.withUnsafeBufferPointer { buffer in
        nonisolated(unsafe) let images = buffer
        Parallel.forEach(
          (count + 63) / 64, with: { [Float](repeating: 0, count: 64 * size) }
        ) { made, part in
          let cells = images[part * 64 * size..<min(count, (part + 1) * 64) * size]
          made.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: cells) }
        }
      }
    }
  }
}

/// Sounds in memory.
private struct BenchMaterials: Materials {
  private var folders: [Path: [Sound]] = [:]
  private var samples: [Path: [Float]] = [:]

  init(_ folders: [Path]) throws {
    for folder in folders {
      let files = try FileSystem.files(below: folder, where: SoundFiles.isSoundFile).sorted()
      self.folders[folder] = try files.map { file in
        let sound = try ResampledRecording(folder.appending(file))
        samples[folder.appending(file)] = try sound.samples(0..<sound.length)
        return Sound(path: file, length: sound.length)
      }
    }
  }

  var partnerCount: Int { 0 }
  func partner(_ index: Int) -> Partner { Partner(file: "", label: "") }
  func sounds(in folder: Path?) -> [Sound] { folder.flatMap { folders[$0] } ?? [] }
  func neighbours(_ range: Range<Int>) -> [Float] { [Float](repeating: 0, count: range.count) }
  func samples(ofPartner file: Path) -> [Float] { [] }
  func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) -> [Float] {
    guard let folder, let whole = samples[folder.appending(sound)], !whole.isEmpty else { return [] }
    return Looping.samples(of: whole, from: start, count: count)
  }
}
