import Basis

/// A rendered recording with the truth about it.
public struct SyntheticScene: Sendable {
  /// What it was rendered from: path, kind, onsets, spans.
  public let plan: ScenePlan
  /// Samples within ±1, `[frames, channels]` interleaved.
  public let samples: [Float]

  /// Where the recording belongs: `site-03/take-02.wav`.
  public var path: Path { plan.path }
  /// Samples a second.
  public var sampleRate: Int { plan.sampleRate }
  /// 1 or 2.
  public var channels: Int { plan.channels }
  /// First samples of the earliest direct sound of each marked round, at 16 kHz, ascending.
  public var onsets: [Int] { plan.onsets }
  /// What was reviewed: all of it, `listened`.
  public var reviewed: [SceneSpan] { plan.reviewed }
  /// Stretches whose shots are not marked, with their reasons.
  public var ignored: [SceneSpan] { plan.ignored }
}
