import Basis
import Evaluation

/// Why a chunk is in its set.
public enum ChunkKind: String, Sendable, CaseIterable {
  /// Cut around a tagged onset.
  case shot
  /// Cut exactly at a tagged start.
  case start
  /// Cut where nobody can have missed a shot.
  case background
  /// Echoes and the dying away of a shot, 0.1 to 1.5 s after it.
  case tail

  /// Whether a chunk of this kind was cut for a tag.
  public var isPositive: Bool { self == .shot || self == .start }
}

/// One chunk of a set: where its samples come from and what may be done with it.
public struct ManifestRow: Equatable, Sendable {
  /// The chunk's WAV file below the set's folder.
  public var file: Path
  /// The label, which is also the folder of its file.
  public var label: String
  /// The recording below the root.
  public var recording: Path
  /// SHA-256 of the recording's bytes, 64 hexadecimal digits.
  public var recordingSHA256: String
  /// The onset that the chunk was cut for, in samples at 16 kHz from the recording's begin; none for negatives
  /// and for chunks cut at starts.
  public var onset: Int?
  /// All tagged onsets within the chunk, ascending, counted as `onset` is.
  public var onsets: [Int]
  /// The recording's sample at 16 kHz that is the chunk's first; negative where silence was put before it.
  public var start: Int
  /// Samples of the chunk before `onset`.
  public var lead: Int?
  /// Samples of silence put before and behind the recording.
  public var padding: Int
  /// For chunks around onsets 1 where a shot is shared with another chunk of the set, else 0; for chunks cut at
  /// starts the number of samples that also lie in another chunk.
  public var overlap: Int
  /// 1 / the number of chunks that share its shot, in `0...1`.
  public var weight: Double
  /// Why it is in the set.
  public var kind: ChunkKind
  /// What must never be divided between splits, named after one of its recordings.
  public var group: Path
  /// The part of the set that its group lies in.
  public var split: Split
  /// The part of the cross-validation, 0 to 4; none in the test split.
  public var fold: Int?
  /// The chunk that this one was made from, where it is a copy.
  public var parent: Path?
  /// The recipe that made it from `parent`; empty for a chunk that was cut.
  public var recipe: String
  /// What the recipe drew, as JSON; empty for a chunk that was cut.
  public var parameters: String
  /// The seed of the run that made the chunk.
  public var seed: UInt64

  /// A row as slicing makes it, without a parent.
  public init(
    file: Path, label: String, recording: Path, recordingSHA256: String, onset: Int? = nil,
    onsets: [Int] = [],
    start: Int, lead: Int? = nil, padding: Int = 0, overlap: Int = 0, weight: Double = 1, kind: ChunkKind,
    group: Path, split: Split, fold: Int?, seed: UInt64
  ) {
    self.file = file
    self.label = label
    self.recording = recording
    self.recordingSHA256 = recordingSHA256
    self.onset = onset
    self.onsets = onsets
    self.start = start
    self.lead = lead
    self.padding = padding
    self.overlap = overlap
    self.weight = weight
    self.kind = kind
    self.group = group
    self.split = split
    self.fold = fold
    self.parent = nil
    self.recipe = ""
    self.parameters = ""
    self.seed = seed
  }
}
