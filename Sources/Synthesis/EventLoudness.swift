import Basis

/// How strong the events of a scene arrive, measured on what was rendered of them.
struct EventLoudness {
  /// The highest peak of any channel.
  var peak: Float = 0
  /// The smallest effective value over the 50 ms after an event, in the first channel: of the marked rounds, or of
  /// all events where no round is marked.
  var quietest: Float = 0

  init(_ channels: [[Float]], plan: ScenePlan, lead: Int) {
    for channel in channels { peak = channel.reduce(peak) { max($0, abs($1)) } }
    let all = plan.sources.flatMap { $0.events.map(\.onset) }.filter { $0 >= 0 }
    let onsets = plan.onsets.isEmpty ? all : plan.onsets
    let window = plan.sampleRate / 20
    var least = Float.infinity
    for onset in onsets {
      let first = lead + onset / 160 * (plan.sampleRate / 100) + onset % 160 * plan.sampleRate / Sampling.rate
      let end = min(first + window, channels[0].count)
      guard first < end else { continue }
      let energy = channels[0][first..<end].reduce(0.0) { $0 + Double($1) * Double($1) }
      least = min(least, Float((energy / Double(end - first)).squareRoot()))
    }
    quietest = least.isFinite ? least : peak / 8
  }
}
