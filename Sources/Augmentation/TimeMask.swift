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
  /// Whether onsets and what follows them stay.
  package var sparesOnset = true

  package init() {}

  package static let name = "time_mask"
  package static let summary = "Silences a stretch of the chunk"
  package static let about = """
    A dropout of a radio link or a full buffer. The edges are faded over 2 ms. Every onset in the chunk, from 10 ms before
    it to 50 ms after, is spared unless told otherwise, so that no tag points into silence; where the onset of a shot is
    not known, its chunk is skipped.
    """
  package static let parameters: [Parameter<TimeMask>] = [
    .count("samples", \.samples, unit: "samples at 16 kHz", in: 1...65_536, standard: 160...1600, "Length"),
    .flag("spare_onset", \.sparesOnset, standard: true, "Leave onsets and the 50 ms after them"),
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
    let places = TimeMask.places(last, samples, besides: Set(facts.onsets + [onset]).sorted())
    let count = places.reduce(0) { $0 + $1.count }
    guard count > 0 else { return Skip("there is no room beside the onset") }
    var place = generator.below(count)
    for range in places {
      if place < range.count {
        start = range.lowerBound + place
        break
      }
      place -= range.count
    }
    return nil
  }

  /// Where a mask may begin, 0 to `last`, so that it covers nothing of what is spared around ascending onsets.
  private static func places(_ last: Int, _ samples: Int, besides onsets: [Int]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var free = 0
    for onset in onsets {
      // Places that end before what is spared.
      let end = min(last + 1, onset - 160 - samples + 1)
      if free < end { places.append(free..<end) }
      free = max(free, onset + 800)
    }
    if free <= last { places.append(free..<last + 1) }
    return places
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) -> Skip? {
    let covered = (start..<start + samples).clamped(to: 0..<clip.samples.count)
    let fade = min(TimeMask.fade, samples / 2)
    let gains = fade == TimeMask.fade ? TimeMask.gains : TimeMask.gains(fade)
    let end = start + samples
    clip.samples.withUnsafeMutableBufferPointer { chunk in
      chunk[(start + fade..<end - fade).clamped(to: covered)].update(repeating: 0)
      for (edge, gain) in gains.enumerated() {
        if covered.contains(start + edge) { chunk[start + edge] *= gain }
        if covered.contains(end - 1 - edge) { chunk[end - 1 - edge] *= gain }
      }
    }
    return nil
  }

  private static let gains = gains(fade)

  /// Half a period of a cosine, from 1 towards 0.
  private static func gains(_ count: Int) -> [Float] {
    (0..<count).map { Float(0.5 + 0.5 * cos(Double.pi * (Double($0) + 0.5) / Double(count))) }
  }
}
