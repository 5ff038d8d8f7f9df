import Augmentation
import Basis
import Chunks
import Evaluation
import Features
import Files
import RandomForest
import TestSupport
import Testing
import Training

@Suite("Training on copies")
struct AugmentedTrainingTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeSet
  private let set: ChunkSet

  init() throws {
    made = try MadeSet()
    set = try ChunkSet(opening: made.path)
  }

  private static let everything = """
    {"copies": 2, "share": 0.8, "balance": true, "levels": "matched", "steps": [
      {"transform": "time_shift"}, {"transform": "mix_up", "probability": 0.3},
      {"transform": "gaussian_noise", "probability": 0.5},
      {"transform": "frequency_mask", "probability": 0.5}, {"transform": "image_noise", "probability": 0.5}]}
    """

  private func options(_ text: String = everything) throws -> AugmentingOptions {
    var options = AugmentingOptions(recipe: try Recipe(bytes: Array(text.utf8), name: "mine.json"))
    options.root = made.folder.path
    return options
  }

  private func augmented(_ text: String = everything) throws -> ChunkSet {
    let target = made.folder.path.appending("more")
    _ = try Augmenting(options(text)).run(made.path, into: target)
    return try ChunkSet(opening: target)
  }

  private func training(_ change: (inout ForestTraining) -> Void = { _ in }) -> ForestTraining {
    var training = ForestTraining()
    training.forest.nTrees = 20
    training.comparesSplits = false
    change(&training)
    return training
  }

  @Test(
    "a recipe on the fly grows the very forest that a set augmented by it does", arguments: [false, true])
  func onTheFly(comparesSplits: Bool) throws {
    let more = try augmented()
    #expect(more.rows.count > 2 * set.rows.count)
    let first = try training { $0.comparesSplits = comparesSplits }.train(on: more, positive: "GUN")
    let second = try training {
      $0.comparesSplits = comparesSplits
      $0.augmenting = try? options()
    }.train(on: set, positive: "GUN")
    #expect(first.trainRows == second.trainRows)
    #expect(first.comparison == second.comparison && (first.comparison != nil) == comparesSplits)
    let (one, other) = (
      try first.model.forest.safetensors(metadata: []).bytes(),
      try second.model.forest.safetensors(metadata: []).bytes()
    )
    #expect(one == other)
    // And not the one that grows without copies.
    let plain = try training().train(on: set, positive: "GUN").model
    #expect(try plain.forest.safetensors(metadata: []).bytes() != one)
    // Each says what it was trained with.
    for (model, recipes) in [(first.model, ["mine"]), (second.model, ["mine"]), (plain, [])] {
      #expect(model.card.recipes == recipes)
      #expect(try ModelCard(metadata: model.card.metadata, of: "m.safetensors").recipes == recipes)
    }
  }

  @Test("a chunk mixed of two labels counts for each by its share, times its weight")
  func shares() throws {
    let more = try augmented(#"{"steps": [{"transform": "mix_up", "partners": "other"}]}"#)
    var rows = more.rows.filter { $0.split == .train }
    for index in rows.indices where index % 3 == 0 { rows[index].weight = 0.5 }
    let matrix = try FeatureMatrix(more, rows: rows)
    let data = try LearningData(matrix, labels: ["ENV", "GUN"], usesWeights: true)
    let originals = rows.count { $0.parent == nil }
    #expect(originals * 2 == rows.count && data.rows.count == originals + 2 * (rows.count - originals))
    let weights = try #require(data.weights)
    var place = 0
    for (index, row) in rows.enumerated() {
      let image = Array(matrix.values[index * 1056..<(index + 1) * 1056])
      guard let copy = try row.drawnCopy() else {
        #expect(data.rows[place] == row && weights[place] == row.weight)
        #expect(data.truth[place] == (row.label == "GUN" ? 1 : 0))
        place += 1
        continue
      }
      let mixed = try #require(copy.steps.first?.transform as? MixUp)
      #expect(Set(data.truth[place...place + 1]) == [0, 1])
      for _ in 0..<2 {
        let isOwn = data.truth[place] == (row.label == "GUN" ? 1 : 0)
        #expect(abs(weights[place] - row.weight * (isOwn ? mixed.share : 1 - mixed.share)) < 1e-12)
        #expect(Array(data.table.values[place * 1056..<(place + 1) * 1056]) == image)
        place += 1
      }
    }
    #expect(place == data.rows.count)
    let flat = try LearningData(matrix, labels: ["ENV", "GUN"], usesWeights: false)
    #expect(abs((flat.weights ?? []).reduce(0, +) - Double(rows.count)) < 1e-9)
  }

  @Test("folds are compared on originals alone, trained with the copies of the other folds' chunks")
  func comparison() throws {
    // A seventh of the labels is wrong, and only one label has copies: judged, they would change the figures.
    var labelled = set.rows
    for index in labelled.indices where index % 7 == 3 {
      labelled[index].label = labelled[index].label == "GUN" ? "ENV" : "GUN"
    }
    try FileSystem.writePlain(Manifest.bytes(labelled), to: made.path.appending(Manifest.name))
    let more = try augmented(
      #"{"copies": 2, "labels": ["GUN"], "steps": [{"transform": "band_level", "bands": [0, 1, 2, 3, 4, 5, 6]}]}"#
    )
    let training = training { $0.comparesSplits = true }
    let comparison = try #require(try training.train(on: more, positive: "GUN").comparison)
    let found = try #require(comparison.rows.first { $0.name == "accuracy" }?.grouped)

    let rows = more.rows.filter { $0.split != .test }
    let matrix = try FeatureMatrix(more, rows: rows)
    let truth = rows.map { $0.label == "GUN" ? 1 : 0 }
    func table(_ chosen: [Int]) -> FeatureTable {
      FeatureTable(
        rows: chosen.count, columns: 1056,
        values: chosen.flatMap { matrix.values[$0 * 1056..<($0 + 1) * 1056] })
    }
    var (right, count) = (0, 0)
    for fold in 0..<5 {
      let held = rows.indices.filter { rows[$0].fold == fold && rows[$0].parent == nil }
      let other = rows.indices.filter { rows[$0].fold != fold }
      let forest = try Forest.fit(
        table(other), labels: other.map { truth[$0] }, classCount: 2, parameters: training.forest)
      let probabilities = try forest.probabilities(table(held))
      for (place, row) in held.enumerated() {
        right += (probabilities[2 * place + 1] > probabilities[2 * place] ? 1 : 0) == truth[row] ? 1 : 0
      }
      count += held.count
    }
    #expect(count == set.rows.count { $0.split != .test } && right < count)
    #expect(abs(found - Double(right) / Double(count)) < 1e-12)
  }

  @Test("a model that was trained with copies says nothing of its bag, and is judged by originals alone")
  func honesty() throws {
    let more = try augmented()
    let outcome = try training { $0.forest.outOfBag = true }.train(on: more, positive: nil)
    #expect(!outcome.model.card.scores.contains { $0.key == "out_of_bag" })
    let judged = try ModelEvaluation(outcome.model, on: more, split: .train, options: ReportOptions())
    #expect(judged.rows == set.rows.count { $0.split == .train })
    #expect(judged.judged.allSatisfy { $0.parent == nil })
  }
}
