import Basis

/// Many offsets of one recording are set or taken away in one file: tags of a label, or refused proposals.
///
/// One key may settle a hundred thousand proposals: as changes of their own these would take longer to pass on than a key may
/// wait.
public struct OffsetsChange: Hashable, Sendable {
  /// The recording, relative to the root.
  public let recording: Path
  /// The label of tags; `nil` for refused proposals.
  public let label: String?
  /// At 16 kHz; ascending, each once.
  public let offsets: [Int]
  /// Whether they are set.
  public let isThere: Bool

  /// A change of offsets in any order.
  public init(recording: Path, label: String?, offsets: [Int], isThere: Bool) {
    self.recording = recording
    self.label = label
    self.isThere = isThere
    let isAscending = zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 }
    self.offsets = isAscending ? offsets : Set(offsets).sorted()
  }

  /// A change like another one, of offsets that ascend.
  private init(_ other: OffsetsChange, ascending: [Int], isThere: Bool) {
    (recording, label, offsets, self.isThere) = (other.recording, other.label, ascending, isThere)
  }

  /// The change that takes this one back.
  public var inverse: OffsetsChange { OffsetsChange(self, ascending: offsets, isThere: !isThere) }

  /// The same change of some of its offsets.
  func with(ascending: [Int]) -> OffsetsChange { OffsetsChange(self, ascending: ascending, isThere: isThere) }
}
