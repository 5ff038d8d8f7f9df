import Augmentation
import Basis

/// The signal-to-noise ratio that a step reached.
enum AchievedSNR {
  /// dB over the whole chunk, or over the 1600 samples from the onset on, counted sample by sample.
  static func decibels(_ after: Clip, _ before: Clip, over window: NoiseWindow) -> Double {
    let noise = Measured.difference(after.samples, before.samples)
    let start = window == .onset ? before.onset ?? 0 : 0
    let end = window == .onset && before.onset != nil ? min(start + 1600, noise.count) : noise.count
    return Measured.level(before.samples[start..<end]) - Measured.level(noise[start..<end])
  }

  /// Chunks whose windows hold a signal.
  static func cases(_ count: Int) -> [DrawnClips.Case] {
    DrawnClips.cases(count, seed: 7).filter { !$0.name.hasPrefix("silence") && $0.clip.onset != nil }
  }
}
