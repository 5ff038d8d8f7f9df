import Basis

/// Everything that decides which chunks a run of slicing makes.
public struct SlicingOptions: Sendable {
  /// The folder that recordings' paths are relative to.
  public var root: Path = "."
  /// Tag files, or folders of them.
  public var tags: [Path] = []
  /// The label of tag files whose names hold none; without `tags` the label of the background.
  public var label: String?
  /// Whether the tag files hold starts, to be cut exactly there, instead of onsets.
  public var starts = false
  /// Samples before the onset, `0...3072` unless told otherwise.
  public var leads = 0...3072
  /// What gets a chunk; each shot unless told otherwise.
  public var per = ChunksPer.shot
  /// Chunks with leads of their own for each that `per` asks for, at least 1.
  public var copies = 1
  /// Folders below `root` in whose untagged recordings there is no shot.
  public var backgroundFolders: [Path] = []
  /// How many background chunks the set is to have from this run's recordings; three for each other chunk of the
  /// set unless told otherwise.
  public var background: Int?
  /// What ties recordings into groups; their content alone unless told otherwise.
  public var groupBy = GroupBy.content
  /// Samples in a chunk.
  public var length = Sampling.chunkLength
  /// What all random choices follow from.
  public var seed: UInt64 = 0
  /// Threads; the result is the same for any number.
  public var jobs = Parallel.cores

  /// What ties recordings into groups besides their content.
  public enum GroupBy: Equatable, Sendable {
    case content
    /// Recordings of one folder belong together.
    case folder
    /// A CSV `path,group` says what belongs together.
    case file(Path)
  }

  /// Options as they stand before anybody has said anything.
  public init() {}

  /// The label of chunks without a shot.
  var backgroundLabel: String { tags.isEmpty ? label ?? "ENV" : "ENV" }

  /// The key that everything random about a recording begins with.
  func key(_ recording: Path) -> RandomKey {
    RandomKey(seed: seed).adding("slice").adding(recording.bytes)
  }

  /// Checks what can be checked without reading anything.
  func validate() throws {
    guard (16...1 << 20).contains(length) else { throw ChunksError.badLength(length) }
    guard leads.lowerBound >= 0, leads.lowerBound < length - ShotPlacement.shortestTail else {
      throw ChunksError.badLeads(leads, length: length)
    }
    guard (1...10_000).contains(copies) else {
      throw ChunksError.badCount("--copies", copies, allowed: 1...10_000)
    }
    if let background, !(0...100_000_000).contains(background) {
      throw ChunksError.badCount("--background", background, allowed: 0...100_000_000)
    }
    if let label { try ChunkSet.check(label: label) }
    guard !tags.isEmpty || !backgroundFolders.isEmpty else { throw ChunksError.nothingToSlice }
  }
}
