import Augmentation
import Basis
import Features
import Files
import Report
import TestSupport

/// The pictures of the pages: two rounds, and what one step makes of them.
enum PagePictures {
  /// Shown by 30 ms of sound: their effect is on single samples.
  private static let fine: [any Transform.Type] = [
    Polarity.self, Clipping.self, SoftLimit.self, Quantisation.self, MuLaw.self,
  ]

  /// What each picture shows: a step as a recipe has it.
  static let steps: [(String, TransformPicture.Subject)] = [
    (#"{"transform": "time_shift", "samples": 900}"#, .waveform),
    (#"{"transform": "time_stretch", "rate": 1.4}"#, .waveform),
    (#"{"transform": "pitch_shift", "semitones": -9}"#, .logMel),
    (#"{"transform": "time_mask", "samples": 400}"#, .waveform),
    (#"{"transform": "gain", "gain_db": -9}"#, .waveform),
    (#"{"transform": "level", "rms_db": -30}"#, .waveform),
    (#"{"transform": "polarity"}"#, .waveform),
    (#"{"transform": "gaussian_noise", "snr_db": 5}"#, .logMel),
    (#"{"transform": "colored_noise", "snr_db": 0, "decibels_per_octave": -6}"#, .logMel),
    (#"{"transform": "background", "snr_db": 0}"#, .logMel),
    (#"{"transform": "mix_up", "share": 0.6}"#, .waveform),
    (#"{"transform": "low_pass", "cutoff_hz": 700, "order": 4}"#, .logMel),
    (#"{"transform": "high_pass", "cutoff_hz": 1500, "order": 4}"#, .logMel),
    (#"{"transform": "band_pass", "center_hz": 1000, "bandwidth": 0.7, "order": 3}"#, .logMel),
    (#"{"transform": "low_shelf", "frequency_hz": 800, "gain_db": -24}"#, .logMel),
    (#"{"transform": "high_shelf", "frequency_hz": 2000, "gain_db": -24}"#, .logMel),
    (#"{"transform": "distance", "metres": 1000, "reference_metres": 0}"#, .logMel),
    (#"{"transform": "sensor", "rate_hz": 8000}"#, .logMel),
    (#"{"transform": "room", "width": 6, "depth": 8, "height": 3, "absorption": 0.1}"#, .waveform),
    (#"{"transform": "street", "width": 12, "metres": 20, "tail_db": -3}"#, .waveform),
    (#"{"transform": "impulse_response", "from": "Halls"}"#, .waveform),
    (#"{"transform": "clipping", "depth_db": 12}"#, .waveform),
    (#"{"transform": "soft_limit", "drive_db": 20}"#, .waveform),
    (#"{"transform": "quantisation", "bits": 4}"#, .waveform),
    (#"{"transform": "mu_law", "bits": 5}"#, .waveform),
    (#"{"transform": "frequency_mask", "bands": 8}"#, .logMel),
    (#"{"transform": "frame_mask", "frames": 6}"#, .logMel),
    (#"{"transform": "time_warp", "frames": 8}"#, .logMel),
    (#"{"transform": "image_noise"}"#, .logMel),
    (#"{"transform": "band_gain", "gains_db": [-24, -24]}"#, .logMel),
    (#"{"transform": "frame_gain"}"#, .logMel),
    (#"{"transform": "band_level", "bands": [6, 16, 26]}"#, .logMel),
  ]

  private static let (start, rounds) = (4000, [5300, 6900])
  private static let recording = FiredRounds(
    onsets: rounds, length: 16_000, snrDB: 45, key: RandomKey(seed: 3).adding("page")
  ).samples

  /// The picture of a step.
  static func picture(_ step: String, _ subject: TransformPicture.Subject) throws -> TransformPicture {
    let places = rounds.map { $0 - start }
    let facts = ClipFacts(
      onset: places[0], nearby: places, label: "GUN",
      neighbours: .init(before: start, behind: recording.count - start - Sampling.chunkLength))
    var clip = Clip(
      samples: Array(recording[start..<start + Sampling.chunkLength]), onset: places[0], onsets: places,
      label: "GUN")
    let before = try view(clip, DrawnCopy())
    let recipe = try Recipe(bytes: Array(#"{"steps": [\#(step)]}"#.utf8), name: "page.json")
    let materials = PageSounds(recording: recording, start: start)
    let done = try drawn(recipe, facts, materials).apply(to: &clip, materials)
    var picture = TransformPicture(before: before, after: try view(clip, done), subject: subject)
    if recipe.transforms.contains(where: { used in fine.contains { $0 == used } }) {
      picture.before = closeUp(picture.before)
      picture.after = closeUp(picture.after)
    }
    return picture
  }

  /// The first draw of which there is something to see: a mask in the quiet before the rounds would show nothing.
  private static func drawn(_ recipe: Recipe, _ facts: ClipFacts, _ materials: PageSounds) -> DrawnCopy {
    let draws = (4..<100).lazy.map { recipe.draw(facts, materials, key: RandomKey(seed: $0)) }
    let isSeen = { (copy: DrawnCopy) in
      (copy.steps.first?.transform as? TimeMask).map { (2000..<2500).contains($0.start) } ?? true
    }
    return draws.first(where: isSeen) ?? DrawnCopy()
  }

  /// 5 ms before the first onset and 25 ms behind it, without the line that would hide the peak.
  private static func closeUp(_ view: SoundView) -> SoundView {
    let onset = view.onsets.first ?? 0
    return SoundView(samples: Array(view.samples[onset - 80..<onset + 400]))
  }

  private static func view(_ clip: Clip, _ drawn: DrawnCopy) throws -> SoundView {
    let features = try LogMel()
    var image = LogMelImage(
      values: features(clip.samples), nMels: features.parameters.nMels,
      frames: features.frames(clip.samples.count))
    drawn.apply(to: &image)
    let frames = clip.onsets.map { Double($0) / Double(features.parameters.hopLength) }
    return SoundView(
      samples: clip.samples, onsets: clip.onsets,
      image: try LogMelView(values: image.values, nMels: image.nMels, frames: image.frames, onsets: frames))
  }
}

/// A siren as background and partner, a hall as impulse response.
private struct PageSounds: Materials {
  let recording: [Float]
  let start: Int
  var partnerCount: Int { 1 }
  func partner(_ index: Int) -> Partner { Partner(file: "ENV/siren.wav", label: "ENV") }
  func sounds(in folder: Path?) -> [Sound] {
    [folder == nil ? Sound(path: "ENV/siren.wav", length: 16_000) : Sound(path: "hall.wav", length: 4096)]
  }
  func neighbours(_ range: Range<Int>) -> [Float] {
    Array(recording[range.lowerBound + start..<range.upperBound + start])
  }
  func samples(of sound: Path, in folder: Path?, from first: Int, count: Int) -> [Float] {
    folder == nil ? (first..<first + count).map(siren) : Array(hall.prefix(count))
  }
  func samples(ofPartner file: Path) -> [Float] { (0..<Sampling.chunkLength).map(siren) }

  private func siren(_ index: Int) -> Float {
    let time = Double(index) / Measured.rate
    return 0.3 * Float(Measured.cosine(turns: 1000 * time + 30 * Measured.cosine(turns: 3 * time)))
  }

  private var hall: [Float] {
    var generator = RandomKey(seed: 5).generator()
    return (0..<4096).map { index in
      index == 0 ? 1 : Float(0.15 * generator.gaussian() * Decibels.amplitude(-Double(index) / 100))
    }
  }
}
