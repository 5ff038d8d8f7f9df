import Basis
import Chunks
import Files
import RandomForest
import Training

/// What `shotmark train forest` does.
enum TrainForestRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(TrainForestOptions.set))
    let out = try arguments.value(TrainForestOptions.out)
    let source = try ForestSourceFile(arguments, model: out)
    var training = ForestTraining()
    training.features = try FeatureOptions.parameters(arguments)
    training.forest = try ForestOptions.parameters(arguments)
    training.usesWeights = !arguments.has(TrainForestOptions.noWeights)
    training.comparesSplits = !arguments.has(TrainForestOptions.noComparison)
    training.jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    try GrowthOptions.apply(arguments, to: &training)
    training.augmenting = try AugmentOptions.onTheFly(
      arguments, recipe: arguments.optional(TrainForestOptions.recipe))
    let positive = arguments.optional(TrainForestOptions.positive) ?? set.labels.first { $0 != "ENV" }

    try AtomicFile.check(out)
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
    for line in GrowthText.lines(outcome.growth) { console.print(line) }
    if let source { console.print(try source.write(outcome.model, of: out)) }
    if let score = forest.outOfBag?.score { console.print("out-of-bag accuracy \(Figures.text(score))") }
    if let comparison = outcome.comparison {
      console.print("")
      for line in Figures.lines(comparison) { console.print(line) }
    }
    if training.stopping != nil, !outcome.model.card.recipes.isEmpty { console.note(GrowthText.copies) }
    if !set.isGroupedBySource { console.note(EvaluateRun.optimistic) }
    return .success
  }
}

extension AugmentOptions {
  /// What makes copies of chunks while a model is trained; `nil` without a recipe.
  static func onTheFly(_ arguments: Arguments, recipe: Path?) throws -> AugmentingOptions? {
    guard let recipe else { return nil }
    var options = AugmentingOptions(recipe: try RecipeFile.read(recipe))
    options.copies = arguments.optional(copies)
    options.root = try arguments.value(root)
    options.seed = try arguments.value(CommonOptions.seed)
    return options
  }
}

extension GrowthOptions {
  /// Takes over what the options say. Throws `UsageError.conflict`, and what is wrong with the model to go on from.
  static func apply(_ arguments: Arguments, to training: inout ForestTraining) throws {
    training.stopping = try stopping(arguments)
    training.beginning = try arguments.optional(warmStart).map { try WarmStart(reading: $0) }
    let measure: SizeLimit.Measure = arguments.optional(cSource) == nil ? .modelFile : .sourceTables
    training.sizeLimit = arguments.optional(maxBytes).map { SizeLimit(bytes: $0, of: measure) }
  }

  private static func stopping(_ arguments: Arguments) throws -> OutOfBagStopping? {
    let given = arguments.optional(tolerance)
    guard let patience = arguments.optional(earlyStopping) else {
      guard given == nil else {
        throw UsageError.conflict(
          "a tolerance means nothing without early stopping", options: "option --tolerance",
          remedy: "add --early-stopping=N, or leave out --tolerance")
      }
      return nil
    }
    guard !arguments.has(ForestOptions.noBootstrap) else {
      throw UsageError.conflict(
        "without bootstrap samples no chunk is ever out of a tree's bag",
        options: "options --early-stopping and --no-bootstrap", remedy: "leave out one of them")
    }
    return given.map { OutOfBagStopping(patience: patience, tolerance: $0) }
      ?? OutOfBagStopping(patience: patience)
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
