import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Silences a stretch.
package struct TimeMask: WaveformTransform {
  /// Samples that are silenced.
  package var samples = 400
  /// The first of them.
  package var start = 0
  /// Whether the onset and what follows it stay.
  package var sparesOnset = true

  package init() {}

  package static let name = "time_mask"
  package static let summary = "Silences a stretch of the chunk"
  package static let about = """
    A dropout of a radio link or a full buffer. The edges are faded over 2 ms. The onset, from 10 ms before it to 50 ms
    after, is spared unless told otherwise; where the onset of a shot is not known, its chunk is skipped.
    """
  package static let parameters: [Parameter<TimeMask>] = [
    .count("samples", \.samples, unit: "samples at 16 kHz", in: 1...65_536, standard: 160...1600, "Length"),
    .flag("spare_onset", \.sparesOnset, standard: true, "Leave the onset and the 50 ms after it"),
    .drawnCount("start", \.start, in: -65_536...1 << 20, "The first sample that is silenced"),
  ]

  /// 2 ms.
  private static let fade = 32

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    var generator = key.generator()
    samples = min(samples, facts.length)
    let last = facts.length - samples
    guard sparesOnset, facts.isPositive else {
      start = generator.integer(in: 0...last)
      return nil
    }
    guard let onset = facts.onset else { return .unknownOnset }
    let spared = (onset - 160)..<(onset + 800)
    // Places that end before what is spared, and places that begin behind it.
    let before = max(0, min(last + 1, spared.lowerBound - samples + 1))
    let behind = max(0, last - spared.upperBound + 1)
    guard before + behind > 0 else { return Skip("there is no room beside the onset") }
    let place = generator.below(before + behind)
    start = place < before ? place : spared.upperBound + place - before
    return nil
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let covered = (start..<start + samples).clamped(to: 0..<clip.samples.count)
    let fade = min(TimeMask.fade, samples / 2)
    for index in covered {
      let edge = min(index - start, start + samples - 1 - index)
      let gain = edge >= fade ? 0 : 0.5 + 0.5 * cos(Double.pi * (Double(edge) + 0.5) / Double(max(1, fade)))
      clip.samples[index] *= Float(gain)
    }
    return nil
  }
}
