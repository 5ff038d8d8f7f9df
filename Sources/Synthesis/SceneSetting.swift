/// What is shot where in a collection of scenes.
public enum SceneSetting: String, Sendable {
  /// Up to three guns at once, single shots and bursts, other bangs between them, and scenes without any shot.
  case mixed
  /// A range: one gun, one shot at a time, nothing else that bangs, nothing cut or blurred.
  case range
  /// Ranges heard by city sensors: six sensors around a gun and its buildings, takes of one, two or three shots, the
  /// third often weak; one sensor in three hears a reflection that beats the direct sound by 3 to 10 dB, 80 to 300 ms
  /// after it. Most record at 12 kHz. Nothing else bangs.
  case sensors
  /// The mixed scenes without any shot: wind, traffic, crowds, and whatever else bangs.
  case surroundings
}
