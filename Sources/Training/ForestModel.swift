import Basis
import Chunks
import Features
import Files
import RandomForest

/// A forest, and what it says about itself.
public struct ForestModel: TrainedModel {
  /// What a card calls it.
  static let kind = "forest"

  /// What the model says about itself.
  public var card: ModelCard
  /// The trees.
  public var forest: Forest

  /// A trained forest with its card.
  public init(card: ModelCard, forest: Forest) {
    self.card = card
    self.forest = forest
  }

  /// Reads a model.
  ///
  /// - Throws: whatever is wrong with the file, its card or its trees; nothing in it is believed unseen.
  public init(reading file: Path) throws {
    let tensors = try Safetensors(reading: file)
    try self.init(card: ModelCard(metadata: tensors.metadata, of: file), tensors, of: file)
  }

  init(card: ModelCard, _ tensors: Safetensors, of file: Path) throws {
    guard card.kind == ForestModel.kind else {
      throw TrainingError.wrongKind(file, has: card.kind, wanted: ForestModel.kind)
    }
    self.card = card
    forest = try Forest(reading: tensors)
    let columns = card.features.nMels * (try LogMel(card.features)).frames(card.length)
    guard forest.classCount == card.labels.count, forest.columns == columns else {
      throw TrainingError.noCard(file, "its card and its trees do not agree about labels or features")
    }
  }

  /// Writes the model, replacing the file at once.
  public func write(to file: Path) throws {
    try AtomicFile.write(bytes(), to: file)
  }

  /// The file's bytes.
  package func bytes() throws -> [UInt8] { try forest.safetensors(metadata: card.metadata).bytes() }

  /// What makes probabilities of images.
  public func judge(jobs: Int) throws -> ImageJudge {
    { images in
      let rows = images.count / forest.columns
      return try forest.probabilities(
        FeatureTable(rows: rows, columns: forest.columns, values: images), jobs: jobs)
    }
  }

  /// A share of trees says no more than half a tree's worth.
  public var clip: Double { 1 / (2 * Double(max(1, forest.treeCount))) }
}

extension FeatureTable {
  /// A matrix of images with each image flattened into a row.
  public init(_ matrix: FeatureMatrix) {
    self.init(rows: matrix.rows.count, columns: matrix.nMels * matrix.frames, values: matrix.values)
  }

  /// The rows at some indices, in the order given.
  func selecting(_ selection: [Int]) -> FeatureTable {
    var chosen: [Float] = []
    chosen.reserveCapacity(selection.count * columns)
    for row in selection { chosen += values[row * columns..<(row + 1) * columns] }
    return FeatureTable(rows: selection.count, columns: columns, values: chosen)
  }
}
