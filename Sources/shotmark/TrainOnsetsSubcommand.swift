import Basis

/// The options of `shotmark train onsets`.
package enum TrainOnsetsOptions {
  /// What is learnt from.
  package static let folders = Argument(
    "DIR", .folder, .some,
    "Folders of labelled recordings, each with its tags in the folder Annotations within it")
  /// Tags elsewhere.
  package static let tags = Option(
    "tags", .fileOrFolder(["csv"], named: "TAGS"), .optional,
    "The tags of the one folder DIR, where they are not in its folder Annotations; their paths are below DIR")
  /// The label.
  package static let label = Option(
    "label", .label, .standard("GUN", shown: "GUN"), "The label that is learnt")
  /// The model.
  package static let out = Option(
    "out", short: "o", .file(["safetensors"], named: "MODEL"), .required,
    "The file for the model, NAME.safetensors")
  /// Where nothing is a shot.
  package static let background = Option(
    "background-from", .folder, .repeated, "A folder of recordings without any shot")
  /// Where something is.
  package static let loudest = Option(
    "loudest-from", .folder, .repeated,
    "A folder of recordings whose loudest sound is a shot, though nobody has tagged it: how shots sound is learnt"
  )
  /// Trees.
  package static let trees = Option(
    "n-trees", .count(in: 1...10_000, named: "N"), .standard(150, shown: "150"),
    "Trees of each of the three forests")
  /// Steps.
  package static let steps = Option(
    "network-steps", .count(in: 1...100_000, named: "N"), .standard(500, shown: "500"),
    "Steps that each network of images learns for")
}

extension Subcommand {
  static let trainOnsets = Subcommand(
    name: "train onsets",
    summary: "Train a model that tells shots from echoes in whole recordings",
    description: [
      "Learns from recordings themselves, not from chunks: what rises in them is judged by what lies around it, so that a "
        + "reflection that is louder than the shot is not taken for one. Made for shotmark detect and annotate.",
      "Recordings that are reviewed and have no tag hold no shot; what lies outside of reviewed or in ignored spans is not "
        + "learnt from. Where any are reviewed, only the tags of those that are not count. Each folder counts alike, however many recordings it holds. Recordings of one subfolder are of one "
        + "source where there are four of these or more.",
    ],
    arguments: [TrainOnsetsOptions.folders],
    groups: [
      OptionGroup(
        "Training",
        [
          TrainOnsetsOptions.out, TrainOnsetsOptions.tags, TrainOnsetsOptions.label,
          TrainOnsetsOptions.background, TrainOnsetsOptions.loudest, TrainOnsetsOptions.trees,
          TrainOnsetsOptions.steps,
        ]), OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs]),
    ],
    examples: [
      Example(
        "shotmark train onsets Ranges --background-from Noises --out shots.safetensors",
        "Of what shotmark synth makes with --ranges --into Ranges, and with --no-shots --into Noises."),
      Example(
        "shotmark train onsets Ranges Range --background-from Noises --background-from Street --out shots.safetensors",
        "Of the range at hand, too, and of what a street sounds like."),
      Example(
        "shotmark train onsets Recordings --tags Tags/GUN.csv --background-from Street --out shots.safetensors",
        "Of recordings whose tags are elsewhere."),
    ],
    seeAlso: ["detect", "annotate", "synth", "train forest"],
    run: TrainOnsetsRun.run)
}
