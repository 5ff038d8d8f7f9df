import Acoustics
import Basis

/// Makes the sound faster or slower at the same pitch.
package struct TimeStretch: WaveformTransform {
  /// Above 1 faster.
  package var rate = 1.0
  /// Where the samples come from that a faster chunk lacks.
  package var fill = TimeShift.Fill.silence
  /// The place that stays where it is: the onset, where it is known.
  package var anchor = 0

  package init() {}

  package static let name = "time_stretch"
  package static let usesNeighbours = true
  package static let summary = "Makes the sound faster or slower at the same pitch"
  package static let about = """
    Rates of fire and echoes differ; so do the speeds of recorders. Rubber Band, cut at the onsets so that each comes
    exactly where its tag says. The chunk's own onset stays where it is, others move towards it or away. What a faster
    chunk lacks at its ends comes from its recording where that is at hand, otherwise it is silence.
    """
  package static let parameters: [Parameter<TimeStretch>] = [
    .number(
      "rate", \.rate, unit: "times as fast", in: 0.25...4, standard: 0.8...1.25, drawn: .logarithmic, "Speed"),
    .drawnChoice("fill", \.fill, "Where samples come from that a faster chunk lacks"),
    .drawnCount("anchor", \.anchor, in: 0...1 << 20, "The place that stays where it is"),
  ]

  /// A shot whose onset is not known mostly begins early: its chunk is stretched from the begin.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    anchor = facts.onset ?? (facts.isPositive ? 0 : facts.length / 2)
    let wanted = window(facts.length)
    let isThere = facts.neighbours.map { around in
      -wanted.lowerBound <= around.before && wanted.upperBound - facts.length <= around.behind
    }
    fill = isThere == true ? .recording : .silence
    if !facts.isPositive, facts.nearby.contains(where: { wanted.contains($0) }) {
      return Skip("a shot would come into the chunk")
    }
    return nil
  }

  /// The samples that become the chunk.
  private func window(_ length: Int) -> Range<Int> {
    let count = max(1, Int((Double(length) * rate).rounded()))
    let lower = anchor - Int((Double(anchor) * rate).rounded())
    return lower..<lower + count
  }

  private func place(of offset: Int, _ length: Int) -> Int {
    let window = window(length)
    return Stretch.place(of: offset - window.lowerBound, ratio: Double(length) / Double(window.count))
  }

  package func moved(_ facts: ClipFacts) -> ClipFacts {
    var facts = facts
    facts.onset = facts.onset.map { place(of: $0, facts.length) }
    if fill == .silence { facts.nearby = facts.onsets }
    facts.nearby = facts.nearby.map { place(of: $0, facts.length) }
    facts.neighbours = nil
    return facts
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip? {
    let length = clip.samples.count
    let window = window(length)
    var input = [Float](repeating: 0, count: window.count)
    if fill == .recording, window.lowerBound < 0 || window.upperBound > length {
      input = try materials.neighbours(window)
    }
    for index in window.clamped(to: 0..<length) { input[index - window.lowerBound] = clip.samples[index] }
    let ratio = Double(length) / Double(window.count)
    let onsets = clip.onsets.map { $0 - window.lowerBound }
    clip.samples = Stretch.stretched(input, ratio: ratio, onsets: onsets)
    clip.samples += [Float](repeating: 0, count: max(0, length - clip.samples.count))
    clip.samples.removeLast(clip.samples.count - length)
    clip.onset = clip.onset.map { place(of: $0, length) }
    clip.onsets = clip.onsets.map { place(of: $0, length) }.filter { (0..<length).contains($0) }
    return nil
  }
}
