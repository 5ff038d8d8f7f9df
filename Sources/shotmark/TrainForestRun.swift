import Basis
import Chunks
import RandomForest
import Training

/// What `shotmark train forest` does.
enum TrainForestRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(TrainForestOptions.set))
    let out = try arguments.value(TrainForestOptions.out)
    var training = ForestTraining()
    training.features = try FeatureOptions.parameters(arguments)
    training.forest = try ForestOptions.parameters(arguments)
    training.usesWeights = !arguments.has(TrainForestOptions.noWeights)
    training.comparesSplits = !arguments.has(TrainForestOptions.noComparison)
    training.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    if let recipe = arguments.optional(TrainForestOptions.recipe) {
      var options = AugmentingOptions(recipe: try RecipeFile.read(recipe))
      options.copies = arguments.optional(AugmentOptions.copies)
      options.root = try arguments.value(AugmentOptions.root)
      options.seed = try arguments.value(CommonOptions.seed)
      training.augmenting = options
    }
    let positive = arguments.optional(TrainForestOptions.positive) ?? set.labels.first { $0 != "ENV" }

    let progress = StageProgress(console, unit: "chunks")
    let outcome = try { () throws -> ForestTraining.Outcome in
      defer { progress.finish() }
      return try training.train(on: set, positive: positive) { progress.report($0) }
    }()
    try outcome.model.write(to: out)
    let forest = outcome.model.forest
    console.print(
      "\(out): \(forest.treeCount) trees, \(forest.nodeCount) nodes, trained on \(outcome.trainRows) chunks of "
        + "\(outcome.trainRecordings) recordings")
    if let score = forest.outOfBag?.score { console.print("out-of-bag accuracy \(Figures.text(score))") }
    if let comparison = outcome.comparison {
      console.print("")
      for line in Figures.lines(comparison) { console.print(line) }
    }
    if !set.isGroupedBySource { console.note(EvaluateRun.optimistic) }
    return .success
  }
}

extension ForestOptions {
  /// What the options say.
  static func parameters(_ arguments: Arguments) throws -> ForestParameters {
    var parameters = ForestParameters()
    parameters.nTrees = try arguments.value(nTrees)
    parameters.criterion = try arguments.value(criterion).criterion
    parameters.maxDepth = arguments.optional(maxDepth)
    parameters.minSamplesSplit = try arguments.value(minSamplesSplit)
    parameters.minSamplesLeaf = try arguments.value(minSamplesLeaf)
    parameters.minWeightFractionLeaf = try arguments.value(minWeightFractionLeaf)
    parameters.maxFeatures = try arguments.value(maxFeatures)
    parameters.maxLeafNodes = arguments.optional(maxLeafNodes)
    parameters.minImpurityDecrease = try arguments.value(minImpurityDecrease)
    parameters.bootstrap = !arguments.has(noBootstrap)
    parameters.maxSamples = arguments.optional(maxSamples)
    parameters.classWeight = try arguments.value(classWeight).weights
    parameters.ccpAlpha = try arguments.value(ccpAlpha)
    parameters.outOfBag = arguments.has(outOfBag)
    parameters.maxBins = try arguments.value(maxBins)
    parameters.seed = try arguments.value(CommonOptions.seed)
    return parameters
  }
}
