extension Subcommand {
  static let searchForest = Subcommand(
    name: "search forest",
    summary: "Search a grid of Random Forest parameters by cross-validation",
    description: [
      "Every parameter takes a list: 10,20,none; a range FIRST:LAST:STEP holds both ends. All combinations are judged "
        + "over folds that never divide a group. Depth, rows for a split, improvement and number of trees are read "
        + "off one forest, exactly as if each had been trained alone, so that such a grid costs one forest a fold.",
      "Writes into --out: cv_results.csv with scikit-learn's columns, heat_map.png, best.json, best.safetensors, and "
        + "smallest.safetensors, the smallest forest whose mean is within one standard error of the best. Models are "
        + "trained on train and val; the split test is never looked at. The same set, options and seed give the same "
        + "bytes, on any number of cores and machines.",
    ],
    arguments: [SearchOptions.set],
    groups: [
      OptionGroup(
        "Search",
        [
          SearchOptions.out, SearchOptions.grid, SearchOptions.random, SearchOptions.halving,
          SearchOptions.folds, SearchOptions.repeats, SearchOptions.nested, SearchOptions.scoring,
          SearchOptions.refit, SearchOptions.noRefit, SearchOptions.positive, TrainForestOptions.noWeights,
          SearchOptions.heatMap,
        ]), SearchOptions.group("Forest, lists of values", isFeature: false),
      SearchOptions.group("Log-mel, lists of values", isFeature: true),
      OptionGroup(
        "Run",
        [
          SearchOptions.shard, SearchOptions.matrix, SearchOptions.memory, CommonOptions.seed,
          CommonOptions.jobs, CommonOptions.dryRun,
        ]),
    ],
    examples: [
      Example(
        "shotmark search forest Exports/first --max-depth 10,20,30,35 --min-samples-split 5,7,10,12,15 --out Search/first",
        "The original project's grid."),
      Example(
        "shotmark search forest Exports/first --max-features sqrt,log2,0.1:0.4:0.1 --class-weight none,balanced "
          + "--scoring roc_auc,recall_at_fpr_0.01 --out Search/features",
        "Two scores; the best is chosen by the first."),
      Example(
        "shotmark search forest Exports/first --grid grid.json --random 200 --halving 3 --nested 5 --out Search/wide",
        "200 candidates of a large grid, and an unbiased figure for the choice."),
      Example(
        "shotmark search forest Exports/first --grid grid.json --shard 3/8 --out Search/part-3",
        "The third of eight machines."),
    ],
    seeAlso: ["search merge", "train forest", "evaluate", "features"],
    isResumable: true,
    run: SearchForestRun.run)
}
