/// What is shot where in a collection of scenes.
public enum SceneSetting: String, Sendable {
  /// Up to three guns at once, single shots and bursts, other bangs between them, and scenes without any shot.
  case mixed
  /// A range: one gun, one shot at a time, nothing else that bangs, nothing cut or blurred.
  case range
}
