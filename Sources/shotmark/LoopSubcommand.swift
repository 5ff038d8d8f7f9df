import Basis
import Labelling

/// The options of `shotmark loop` besides those of slicing and augmenting.
package enum LoopSubcommandOptions {
  /// The queue.
  package static let recordings = Argument(
    "RECORDING|DIR", .fileOrFolder([], named: "RECORDING|DIR"), .some,
    "All recordings, labelled or not, or folders that are searched for them")
  /// What is labelled.
  package static let tags = Option(
    "tags", .folder, .required, "The folder of tag files, with reviewed.csv and ignore.csv")
  /// The set.
  package static let into = Option(
    "into", .folder.named("SET"), .required,
    "The set: made, or added to; models and the log of rounds lie beside it in SET.loop")
  /// What is looked for.
  package static let label = Option(
    "label", .label, .standard("GUN", shown: "GUN"), "The label that is looked for")
  /// Which model.
  package static let model = Option(
    "model", .choice(LoopOptions.Kind.self, named: "KIND"), .standard(.forest, shown: "forest"),
    "What is trained: forest or fcn on chunks, or onsets on whole recordings")
  /// How long.
  package static let epochs = Option(
    "epochs", .count(in: 1...100_000), .optional, "The most epochs of a network")
  /// What is searched.
  package static let unreviewed = Flag(
    "unreviewed",
    "Search recordings that are labelled in part as well: all that nobody has said to be done, as R of annotate does"
  )
  /// Where proposals go.
  package static let proposals = Option(
    "proposals", .file(["csv"], named: "FILE.csv"), .optional,
    "The tag file for the proposals; default: Proposals/LABEL.csv")
}

extension Subcommand {
  static let loop = Subcommand(
    name: "loop",
    summary: "Learn from what is labelled, and propose onsets in the rest",
    description: [
      "Slices what is labelled, trains a model, lets it search every recording that nobody has labelled, "
        + "and ranks what it finds by doubt: label some more, and run the same command again for the next round. Each "
        + "stage is done only where what it follows from has changed.",
      "SET.loop/rounds.csv has a row a round: recordings and onsets labelled, chunks, AUC on the split val, and F at "
        + "50 ms on labelled recordings that the model has not seen. SET.loop/ranking.csv lists the proposals, the "
        + "most doubtful first.",
      "With --model onsets nothing is sliced: the model learns as train onsets has it, from what is labelled, from the "
        + "folders of --learn-from, and from --background-from and --loudest-from.",
    ],
    arguments: [LoopSubcommandOptions.recordings],
    groups: [
      OptionGroup(
        "Labels", [LoopSubcommandOptions.tags, LoopSubcommandOptions.label, CommonOptions.root]),
      OptionGroup(
        "Set", [LoopSubcommandOptions.into, SliceOptions.backgroundFrom, SliceOptions.groupBy]),
      OptionGroup(
        "Model",
        [
          LoopSubcommandOptions.model, LoopSubcommandOptions.epochs, TrainForestOptions.recipe,
          AugmentOptions.copies, LearningOptions.lessons, TrainOnsetsOptions.loudest,
          TrainOnsetsOptions.steps,
        ]), OptionGroup("Proposals", [LoopSubcommandOptions.proposals, LoopSubcommandOptions.unreviewed]),
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark loop Recordings --tags Annotations --into Exports/first", "A round."),
      Example(
        "shotmark annotate Recordings --proposals Proposals/GUN.csv --doubtful-first",
        "The doubtful recordings first; then the loop again."),
      Example(
        "shotmark loop Recordings --tags Annotations --into Exports/first --recipe street --model fcn",
        "With a network and copies for a street."),
      Example(
        "shotmark loop Range --root Range --tags Tags --into Exports/range --model onsets --learn-from Ranges "
          + "--background-from Noises",
        "Where echoes are louder than shots: with what shotmark synth makes."),
    ],
    exitNotes: [(1, "A recording failed; the proposals of the others are written")],
    seeAlso: ["annotate", "slice", "train forest"],
    isResumable: true,
    run: LoopRun.run)
}
