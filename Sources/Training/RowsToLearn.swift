import Chunks
import Evaluation

extension ChunkSet {
  /// The chunks of train, once it is clear that something can be learned from them.
  ///
  /// - Parameter positive: a label that has to be among the set's.
  /// - Throws: `TrainingError.unknownPositive`, `.oneLabel`.
  func rowsToLearn(positive: String?) throws -> [ManifestRow] {
    if let positive, !labels.contains(positive) {
      throw TrainingError.unknownPositive(positive, known: labels)
    }
    let rows = rows.filter { $0.split == .train }
    let present = Set(rows.map(\.label)).sorted()
    guard present.count >= 2 else {
      throw TrainingError.oneLabel(folder, split: "train", labels: present)
    }
    return rows
  }
}
