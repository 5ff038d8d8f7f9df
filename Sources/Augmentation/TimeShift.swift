import Basis

/// Moves the chunk's window along its recording.
package struct TimeShift: WaveformTransform {
  /// Where the samples come from that the chunk did not have.
  package enum Fill: String, CaseIterable, Sendable {
    /// The recording's own samples around the chunk.
    case recording
    /// Zeros.
    case silence
  }

  /// Samples by which the sound moves to later places; negative: to earlier ones.
  package var samples = 0
  /// Where the other samples come from.
  package var fill = Fill.silence
  /// Whether the onset has to stay.
  package var keepsOnset = true

  /// No shift.
  package init() {}

  package static let name = "time_shift"
  package static let usesNeighbours = true
  package static let summary = "Moves the sound to an earlier or later place in the chunk"
  package static let about = """
    In use nobody knows where in the detector's buffer a shot begins. The window is moved along the recording: what
    comes in at one end are the recording's own samples where it is at hand (`--root`) and no other transform came
    before, otherwise silence. Nothing is rolled over from one end to the other. The onset stays inside the chunk, with
    at least 10 ms of the shot, and its tag moves with it; a chunk without a shot is never moved on to one.
    """
  package static let parameters: [Parameter<TimeShift>] = [
    .count(
      "samples", \.samples, unit: "samples at 16 kHz", in: -65_536...65_536, standard: -2048...2048,
      "How far the sound moves to later places"),
    .flag(
      "keep_onset", \.keepsOnset, standard: true,
      "Keep the onset in the chunk; chunks whose onset is not known are skipped"),
    .drawnChoice("fill", \.fill, "Where the other samples come from"),
  ]

  /// Draws again within what keeps the onset inside and other shots outside.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    fill = facts.neighbours == nil ? .silence : .recording
    let wanted = MaskPlaces.whole(settings.range("samples"))
    var allowed = wanted
    if let onset = facts.onset, keepsOnset {
      let places = facts.placesForOnset
      allowed = allowed.clamped(to: places.lowerBound - onset...places.upperBound - 1 - onset)
    } else if facts.isPositive, keepsOnset {
      return .unknownOnset
    }
    if let neighbours = facts.neighbours {
      if !facts.isPositive { allowed = TimeShift.avoiding(facts.nearby, allowed, facts.length) }
      // Where the recording ends there is nothing to fill in.
      allowed = allowed.clamped(to: -max(0, neighbours.behind)...max(0, neighbours.before))
    }
    var generator = key.generator()
    samples = generator.integer(in: allowed)
    return samples == 0 && wanted != 0...0 && allowed.count == 1
      ? Skip("there is no room to move") : nil
  }

  /// The shifts around 0 that keep a chunk without a shot as far from `onsets` as its kind has to be: background 4096
  /// samples before and 8192 behind them, tails just outside of them.
  private static func avoiding(_ onsets: [Int], _ shifts: ClosedRange<Int>, _ length: Int) -> ClosedRange<Int>
  {
    var (least, most) = (shifts.lowerBound, shifts.upperBound)
    for onset in onsets {
      if onset >= 0 {
        let end = onset >= length + 4096 ? length + 4096 : length
        least = max(least, end - onset)
      } else {
        let distance = onset <= -8192 ? 8192 : 1600
        most = min(most, -onset - distance)
      }
    }
    return min(least, 0)...max(most, 0)
  }

  /// Onsets move along; those outside of the chunk stay among the nearby ones as long as the recording is at hand.
  package func moved(_ facts: ClipFacts) -> ClipFacts {
    var facts = facts
    facts.onset = facts.onset.map { $0 + samples }.flatMap { (0..<facts.length).contains($0) ? $0 : nil }
    facts.nearby = shifted(facts.nearby, facts.length)
    if fill == .recording, let neighbours = facts.neighbours {
      facts.neighbours = ClipFacts.Neighbours(
        before: neighbours.before - samples, behind: neighbours.behind + samples)
    } else {
      facts.neighbours = nil
    }
    return facts
  }

  /// Moves, and fills.
  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip? {
    let length = clip.samples.count
    let kept = (samples..<samples + length).clamped(to: 0..<length)
    var filling: [Float] = []
    if fill == .recording, samples != 0 {
      let missing = samples > 0 ? 0..<min(samples, length) : max(0, length + samples)..<length
      filling = try materials.neighbours(missing.lowerBound - samples..<missing.upperBound - samples)
    }
    TimeShift.move(&clip.samples, kept, by: samples, filling)
    clip.onset = clip.onset.map { $0 + samples }.flatMap { (0..<length).contains($0) ? $0 : nil }
    clip.onsets = shifted(clip.onsets, length)
    return nil
  }

  /// Where onsets come to lie. Without the recording nothing comes in at the ends, and what leaves is gone.
  private func shifted(_ onsets: [Int], _ length: Int) -> [Int] {
    if fill == .recording { return onsets.map { $0 + samples } }
    return onsets.filter { (0..<length).contains($0) }.map { $0 + samples }
      .filter { (0..<length).contains($0) }
  }

  /// Moves what of `samples` is kept to its new place, and puts `filling` around it, silence where that is empty.
  private static func move(_ samples: inout [Float], _ kept: Range<Int>, by shift: Int, _ filling: [Float]) {
    samples.withUnsafeMutableBufferPointer { chunk in
      guard let first = chunk.baseAddress else { return }
      if !kept.isEmpty {
        (first + kept.lowerBound).update(from: first + kept.lowerBound - shift, count: kept.count)
      }
      // One of the two is empty, since the shift goes in one direction.
      for gap in [0..<kept.lowerBound, kept.upperBound..<chunk.count] {
        chunk[gap].update(repeating: 0)
        for (index, sample) in zip(gap, filling) { chunk[index] = sample }
      }
    }
  }
}
