import Basis
import Chunks
import Files
import RandomForest
import TestSupport
import Testing
import Training

@Suite("How many trees are kept")
struct ForestFinishTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeSet
  private let set: ChunkSet

  init() throws {
    made = try MadeSet(groups: 10, perGroup: 4)
    set = try ChunkSet(opening: made.path)
  }

  private func train(
    trees: Int, _ change: (inout ForestTraining) -> Void = { _ in }
  ) throws -> ForestTraining.Outcome {
    var training = ForestTraining()
    training.forest.nTrees = trees
    training.comparesSplits = false
    change(&training)
    return try training.train(on: set, positive: nil)
  }

  private func tensors(_ model: ForestModel) throws -> [UInt8] { try model.forest.safetensors().bytes() }

  @Test(
    "as many as fit into a number of bytes, and no tree more would",
    arguments: [SizeLimit.Measure.modelFile, .sourceTables], [false, true])
  func limits(measure: SizeLimit.Measure, compares: Bool) throws {
    func train(_ limit: Int) throws -> ForestTraining.Outcome {
      try self.train(trees: 40) {
        $0.sizeLimit = SizeLimit(bytes: limit, of: measure)
        $0.comparesSplits = compares
        $0.forest.outOfBag = true
      }
    }
    /// Bytes of a model of so many trees, as a limit far away leaves it.
    func size(_ trees: Int) throws -> Int {
      let outcome = try self.train(trees: trees) {
        $0.comparesSplits = compares
        $0.forest.outOfBag = true
      }
      var model = outcome.model
      guard measure == .modelFile else {
        return ForestSource(model.forest, name: [], labels: [], notes: []).tableBytes
      }
      // What a card says of a forest that a limit has ended.
      model.card.growth = [JSON.Member("n_estimators_asked", 40), JSON.Member("ended_by", "max_bytes")]
      return try model.bytes().count
    }
    let (few, more) = (try size(7), try size(8))
    for (limit, trees) in [(few, 7), (more - 1, 7), (more, 8)] {
      let outcome = try train(limit)
      #expect(outcome.model.forest.treeCount == trees)
      let growth = try #require(outcome.growth)
      #expect(growth.kept == trees && growth.asked == 40 && growth.end == .size)
      #expect(growth.size == (trees == 7 ? few : more))
      if measure == .modelFile { #expect(try outcome.model.bytes().count == growth.size) }
      let alone = try self.train(trees: trees) {
        $0.comparesSplits = compares
        $0.forest.outOfBag = true
      }
      #expect(try tensors(outcome.model) == tensors(alone.model))
      #expect(outcome.comparison == alone.comparison)
      #expect(outcome.model.card.scores == alone.model.card.scores)
      #expect(outcome.model.card.parameters == alone.model.card.parameters)
    }
    let all = try train(1 << 30)
    #expect(all.model.forest.treeCount == 40 && all.growth?.end == .trees)
    // The error names the bytes of one tree, and with them there is one.
    do {
      _ = try train(1)
      Issue.record("a byte was enough")
    } catch TrainingError.noTreeFits(let oneTree, 1, let isSource) {
      #expect(isSource == (measure == .sourceTables))
      #expect(try train(oneTree).model.forest.treeCount == 1)
      #expect(throws: TrainingError.self) { _ = try train(oneTree - 1) }
    }
  }

  @Test("as many as the score out of bag asks for: the forest that is trained alone with that many")
  func stopping() throws {
    func train(jobs: Int, _ limit: SizeLimit? = nil) throws -> ForestTraining.Outcome {
      try self.train(trees: 500) {
        $0.stopping = OutOfBagStopping(patience: 6, tolerance: 0.002)
        $0.sizeLimit = limit
        $0.jobs = jobs
      }
    }
    let outcome = try train(jobs: 1)
    let trees = outcome.model.forest.treeCount
    #expect(trees > 6 && trees < 500 && outcome.growth?.end == .stopping && outcome.growth?.kept == trees)
    #expect(try tensors(outcome.model) == tensors(self.train(trees: trees).model))
    #expect(try outcome.model.bytes() == train(jobs: 5).model.bytes())
    // The card says it, and goes through a file.
    let file = made.folder.path.appending("m.safetensors")
    try outcome.model.write(to: file)
    let card = try ForestModel(reading: file).card
    #expect(card == outcome.model.card)
    #expect(card.growth.first { $0.key == "ended_by" }?.value == "early_stopping")
    #expect(card.parameters.first { $0.key == "n_estimators" }?.value == .number(trees))
    #expect(card.growth.contains { $0.key == "out_of_bag_brier" })
    // Whatever ends it first.
    let size = ForestSource.tableBytes(outcome.model.forest, trees: trees - 2)
    let both = try train(jobs: 2, SizeLimit(bytes: size, of: .sourceTables))
    #expect(both.model.forest.treeCount == trees - 2 && both.growth?.end == .size)
    #expect(both.growth?.score == nil)
    let loose = try train(jobs: 2, SizeLimit(bytes: size * 9, of: .sourceTables))
    #expect(loose.model.forest.treeCount == trees && loose.growth?.end == .stopping)
  }

  @Test("stopping without bootstrap samples is refused before an image is computed")
  func mistakes() throws {
    var training = ForestTraining()
    training.stopping = OutOfBagStopping(patience: 5)
    training.forest.bootstrap = false
    #expect(throws: ForestError.needsBootstrap("early stopping")) {
      _ = try training.train(on: set, positive: nil) { _ in Issue.record("work was begun") }
    }
  }

  @Test("a model without rules says nothing of them")
  func plain() throws {
    let outcome = try train(trees: 3)
    #expect(outcome.growth == nil && outcome.model.card.growth.isEmpty)
    #expect(outcome.model.card.metadata.allSatisfy { !$0.1.contains("growth") })
  }
}
