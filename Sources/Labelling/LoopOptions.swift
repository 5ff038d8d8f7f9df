import Basis
import Chunks
import Detection
import Files
import Training

/// What a loop is about.
public struct LoopOptions: Sendable {
  /// A recording of the queue.
  public struct Recording: Sendable, Equatable {
    /// The file.
    public var file: Path
    /// What tag files call it.
    public var name: Path

    /// A recording of the queue.
    public init(file: Path, name: Path) { (self.file, self.name) = (file, name) }
  }

  /// Which kind of model.
  public enum Kind: String, Sendable, CaseIterable {
    /// A Random Forest.
    case forest
    /// The small convolutional network.
    case fcn
    /// Judges of what rises in whole recordings.
    case onsets

    /// The kind of a model.
    public init(of model: ShotModel) {
      switch model {
      case .onsets: self = .onsets
      case .windows(let model): self = model is NetworkModel ? .fcn : .forest
      }
    }
  }

  /// Which recordings of the queue are searched for proposals.
  public enum Search: Sendable {
    /// Those in which nobody has labelled anything.
    case unlabelled
    /// Those that nobody has said to be done, some of them partly labelled.
    case unreviewed
  }

  /// The queue, each recording once.
  public var recordings: [Recording]
  /// The folder of tag files.
  public var tags: Path
  /// The set of chunks; the loop's own files lie beside it, in `SET.loop`.
  public var set: Path
  /// The label that is looked for.
  public var label = "GUN"
  /// Which kind of model.
  public var kind = Kind.forest
  /// How chunks are cut; its tags are those of the loop.
  public var slicing = SlicingOptions()
  /// What makes copies while a model is trained; none unless told otherwise.
  package var augmenting: AugmentingOptions?
  /// Folders of labelled recordings, with their tags in `Annotations`, that a model for onsets learns from besides.
  public var lessons: [Path] = []
  /// Folders of recordings whose loudest sound is a shot, that it learns from besides.
  public var loudest: [Path] = []
  /// Steps that each network of a model for onsets learns for; as `train onsets` has it unless told otherwise.
  public var networkSteps: Int?
  /// The most epochs of a network; as `train fcn` has it unless told otherwise.
  public var epochs: Int?
  /// What all random choices follow from.
  public var seed: UInt64 = 0
  /// Which recordings are searched.
  public var search = Search.unlabelled
  /// Threads.
  public var jobs = Parallel.cores
  /// Ends a round before it is through; it can be run again.
  public var cancellation = LoopCancellation()

  /// A loop over recordings.
  public init(recordings: [Recording], tags: Path, set: Path) {
    (self.recordings, self.tags, self.set) = (recordings, tags, set)
  }

  /// Where the loop's own files lie.
  public var folder: Path { self.set.appendingToName(".loop") }

  /// What models follow from besides the set.
  var training: String {
    var words = [kind.rawValue, label, "\(seed)", "\(epochs ?? -1)", Shotmark.version]
    if let networkSteps { words.append("\(networkSteps) steps") }
    if let augmenting {
      words.append(SHA256.hex(of: augmenting.recipe.source.bytes(pretty: false)))
      words.append("\(augmenting.copies ?? -1) \(augmenting.seed)")
    }
    // Sums are ordered otherwise with another number of threads.
    if kind == .fcn { words.append("\(jobs)") }
    return words.joined(separator: " ")
  }

  /// What chunks follow from besides tags and recordings.
  var cutting: String {
    let background = slicing.backgroundFolders.map(\.description).joined(separator: "\n")
    return "\(slicing.leads) \(slicing.per) \(slicing.copies) \(slicing.background ?? -1) \(slicing.groupBy) "
      + "\(slicing.length) \(slicing.seed) \(background)"
  }
}
