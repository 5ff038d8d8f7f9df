import Files
import RandomForest

/// How many bytes a forest may take.
package struct SizeLimit: Sendable, Equatable {
  /// What is measured.
  package enum Measure: Sendable, Equatable {
    /// The model's file, header and all.
    case modelFile
    /// The constant tables of its C source, which a microcontroller keeps in flash.
    case sourceTables
  }

  /// The most bytes.
  package var bytes: Int
  /// What is measured.
  package var measure: Measure

  /// At most so many bytes of something.
  package init(bytes: Int, of measure: Measure) { (self.bytes, self.measure) = (bytes, measure) }

  /// Whether so many trees and nodes are too many for certain.
  func isExceeded(trees: Int, nodes: Int, classes: Int) -> Bool {
    switch measure {
    // A node's feature, threshold, children and rows, and its weights; a tree's first node.
    case .modelFile: 8 * trees + (20 + 8 * classes) * nodes > bytes
    case .sourceTables: ForestSource.leastBytes(trees: trees, nodes: nodes) > bytes
    }
  }

  /// The bytes that a model takes.
  func size(_ model: ForestModel) throws -> Int {
    switch measure {
    case .modelFile: try model.bytes().count
    case .sourceTables: ForestSource.tableBytes(model.forest, trees: model.forest.treeCount)
    }
  }

  /// The most trees, of `count` at most, that may fit; those of a file without scores, which only add to it.
  func most(_ count: Int, of forest: Forest, card: ModelCard) throws -> Int {
    // Sizes never fall from one tree to the next, so the limit can be closed in on.
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high + 1) / 2
      let size =
        measure == .modelFile
        ? try self.size(ForestModel(card: card, forest: forest.prefix(middle)))
        : ForestSource.tableBytes(forest, trees: middle)
      if size <= bytes { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
