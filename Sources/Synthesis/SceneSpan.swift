/// A stretch of a scene, in samples at 16 kHz.
public struct SceneSpan: Equatable, Sendable {
  /// Its first sample.
  public let start: Int
  /// The sample after its last.
  public let end: Int
  /// How it was reviewed (`listened`), or why it is ignored (`cut`, `burst 18/s`).
  public let note: String

  /// A stretch from one sample up to, but not including, another.
  public init(start: Int, end: Int, note: String) {
    self.start = start
    self.end = end
    self.note = note
  }
}
