/// What this is, for files and people.
public enum Shotmark {
  /// The version that sets and models record, by semver.org.
  public static let version = "0.1.0"
}
