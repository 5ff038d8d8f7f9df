import Basis
import Chunks
import Features
import Files
import GridSearch
import RandomForest

/// The chunks of a set that a search learns from and judges: all but those of the test split.
public struct SearchSource: Sendable {
  /// The set.
  public let set: ChunkSet
  /// Its chunks outside the test split, in the manifest's order.
  public let chunks: [ManifestRow]
  /// What the search knows of them; chunks that were mixed stand here once for each label.
  public let rows: SearchRows
  /// Whether chunks count by the manifest's weights.
  public let usesWeights: Bool
  let learning: LearningRows

  /// - Throws: `TrainingError.oneLabel`, `.unknownPositive`.
  public init(_ set: ChunkSet, usesWeights: Bool = true) throws {
    (self.set, self.usesWeights) = (set, usesWeights)
    let chunks = set.rows.filter { $0.split != .test }
    let present = Swift.Set(chunks.map(\.label)).sorted()
    guard present.count >= 2 else {
      throw TrainingError.oneLabel(set.folder, split: "train and val", labels: present)
    }
    let learning = try LearningRows(chunks, labels: set.labels, usesWeights: usesWeights)
    self.chunks = chunks
    self.learning = learning
    let selected = learning.selection.map { chunks[$0] }
    rows = SearchRows(
      labels: set.labels, truth: learning.truth, weights: learning.unevenWeights,
      groups: selected.map(\.group.description), isJudged: selected.map { $0.parent == nil },
      folds: selected.map(\.fold))
  }

  /// The images of all chunks.
  public func matrix(
    _ features: LogMelParameters, jobs: Int = Parallel.cores,
    progress: @escaping ChunksProgressHandler = { _ in }
  ) throws -> FeatureMatrix {
    try FeatureMatrix(set, rows: chunks, parameters: features, jobs: jobs, progress: progress)
  }

  /// SHA-256 of what is known of the chunks besides their samples: what makes two machines search the same.
  public var digest: String {
    var writer = CSV.Writer()
    for row in chunks {
      for field in [row.file.bytes, row.group.bytes] { writer.field(field) }
      for field in [
        row.label, "\(row.weight)", row.parent == nil ? "" : "copy", row.fold.map(String.init) ?? "",
      ] {
        writer.field(field)
      }
      writer.endRow()
    }
    return SHA256.hex(of: writer.bytes)
  }

  /// SHA-256 of a matrix: its shape and its numbers.
  public static func digest(_ matrix: FeatureMatrix) -> String {
    var bytes = Array("\(matrix.rows.count) \(matrix.nMels) \(matrix.frames)\n".utf8)
    matrix.values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return SHA256.hex(of: bytes)
  }
}
