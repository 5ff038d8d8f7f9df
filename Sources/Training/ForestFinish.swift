import Basis
import Chunks
import Files
import RandomForest

/// Makes a model of trees that have grown: how many of them are kept, and what its card says of that.
struct ForestFinish {
  let training: ForestTraining
  let growth: ForestGrowth
  /// The card without scores; its parameters are filled in here.
  let card: ModelCard
  /// Everything that the comparison of splits is made with.
  let data: LearningData
  let positive: String?
  let progress: ChunksProgressHandler

  /// The model of as many trees as the rules and the limit leave.
  ///
  /// - Throws: `TrainingError.noTreeFits`.
  func outcome() throws -> ForestTraining.Outcome {
    let wanted = min(growth.end?.trees ?? training.forest.nTrees, growth.treeCount)
    guard let limit = training.sizeLimit else { return try outcome(trees: wanted) }
    let whole = try growth.forest(trees: wanted, judgesOutOfBag: false)
    var trees = try limit.most(wanted, of: whole, card: card(trees: 1))
    // Scores lengthen the header, and nobody knows them before: at most a few trees have to go again.
    while true {
      let outcome = try outcome(trees: max(1, trees))
      let size = outcome.growth?.size ?? 0
      if trees >= 1, size <= limit.bytes { return outcome }
      guard trees > 1 else {
        throw TrainingError.noTreeFits(
          oneTree: size, limit: limit.bytes, isSource: limit.measure == .sourceTables)
      }
      trees -= 1
    }
  }

  private func parameters(trees: Int) -> ForestParameters {
    var parameters = training.forest
    parameters.jobs = training.jobs
    parameters.nTrees = trees
    return parameters
  }

  private func card(trees: Int) -> ModelCard {
    var card = card
    card.parameters = parameters(trees: trees).members
    return card
  }

  private func outcome(trees: Int) throws -> ForestTraining.Outcome {
    let forest = try growth.forest(trees: trees)
    var card = card(trees: trees)
    var report = report(trees: trees)
    card.growth = report?.members ?? []
    // Out of a tree's bag a chunk is still known to it by its copies.
    if let score = forest.outOfBag?.score, data.rows.allSatisfy({ $0.parent == nil }) {
      card.scores.append(JSON.Member("out_of_bag", .number(score)))
    }
    let comparison =
      training.comparesSplits
      ? try FoldComparison(
        data: data, parameters: parameters(trees: trees), labels: card.labels, positive: positive
      ).compare(progress: progress) : nil
    if let comparison { card.scores += comparison.members }
    let model = ForestModel(card: card, forest: forest)
    report?.size = try training.sizeLimit?.size(model)
    return ForestTraining.Outcome(
      model: model, comparison: comparison, trainRows: data.rows.count { $0.split == .train },
      trainRecordings: card.recordings.count, growth: report)
  }

  private func report(trees: Int) -> GrowthReport? {
    guard training.stopping != nil || training.sizeLimit != nil else { return nil }
    let asked = training.forest.nTrees
    let isStopped = trees == growth.end?.trees
    return GrowthReport(
      asked: asked, kept: trees, end: isStopped ? .stopping : trees == asked ? .trees : .size,
      stopping: training.stopping, score: isStopped ? growth.end?.score : nil, limit: training.sizeLimit)
  }
}
