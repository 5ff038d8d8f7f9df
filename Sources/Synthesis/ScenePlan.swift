import Basis

/// Whether a scene has shots.
public enum SceneKind: String, Sendable {
  /// Guns are fired, perhaps among other sounds.
  case guns
  /// No gun is fired, whatever else bangs.
  case environment
}

/// How strong a scene is where.
package struct SceneLevels: Equatable, Sendable {
  /// dB of the loudest event's peak relative to full scale; above the ceiling it is cut there.
  package var peak: Double
  /// dB of the quietest event's first 50 ms over the background.
  package var snr: Double
  /// dB at which the sensor saturates, relative to full scale.
  package var ceiling: Double
  /// dB of the background where nothing happens at all.
  package var quiet: Double
  /// Whether the peak is meant to lie above the ceiling.
  package var isClipped: Bool
}

/// A recording before it is rendered: everything that was drawn, and the truth about it.
///
/// Two plans of the same path, seed and parameters are equal, however many minutes were asked for.
public struct ScenePlan: Equatable, Sendable {
  /// Where the recording belongs: `site-03/take-02.wav`. Takes of one site share their sensor and its echoes.
  public let path: Path
  /// Whether it has shots.
  public let kind: SceneKind
  /// Its samples at 16 kHz, a multiple of 160.
  public let length: Int
  /// First samples of the earliest direct sound of each marked round, at 16 kHz, ascending.
  public let onsets: [Int]
  /// Stretches whose shots are not marked, with their reasons, in order of time.
  public let ignored: [SceneSpan]

  package let site: Site
  package let sources: [SoundSource]
  package let levels: SceneLevels
  package let key: RandomKey

  /// Samples a second of the recording.
  public var sampleRate: Int { site.sensor.sampleRate }
  /// 1 or 2.
  public var channels: Int { site.sensor.channels }
  /// The folder: `site-03`.
  public var group: String { site.name }
  /// Seconds.
  public var seconds: Double { Double(length) / Double(Sampling.rate) }
  /// Samples a channel at the recording's own rate.
  public var frames: Int { length / 160 * (sampleRate / 100) }
  /// What was reviewed: all of it, `listened`.
  public var reviewed: [SceneSpan] { [SceneSpan(start: 0, end: length, note: "listened")] }

  /// Renders the recording: a pure function of the plan.
  ///
  /// Takes memory for about six channels of the recording as `Float`: 70 MB for a minute at 48 kHz.
  public func render() -> SyntheticScene { SceneRendering(self).scene() }
}
