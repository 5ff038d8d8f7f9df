import Audio
import Basis

/// The options of `shotmark annotate`.
package enum AnnotateOptions {
  /// What to annotate.
  package static let recordings = Argument(
    "RECORDING|DIR|LIST", .fileOrFolder([], named: "RECORDING|DIR|LIST"), .some,
    "Recordings, folders that are searched for them, and tag files or lists (.csv, .txt) that name them below the "
      + "root: they are shown one after the other")
  /// Where tag files are.
  package static let tags = Option(
    "tags", .folder, .optional, "The folder of tag files; default: Annotations below the root")
  /// The label of the next marks.
  package static let label = Option(
    "label", .label, .repeated,
    "A label to mark with; repeated, the second is chosen with \" and 2, and so on; default: GUN")
  /// Ghosts from a file.
  package static let proposals = Option(
    "proposals", .file(["csv"], named: "FILE.csv"), .optional,
    "Offer the onsets of this tag file as proposals, and do not listen for others")
  /// Ghosts from a model.
  package static let model = Option(
    "model", .file(["safetensors"], named: "MODEL"), .optional,
    "Offer what a model finds, the recordings with most doubt first")
  /// In which order.
  package static let doubtfulFirst = Flag(
    "doubtful-first", "Show the recordings first whose proposals are the most doubtful; with --model always")
  /// Where what is learnt from is kept.
  package static let into = Option(
    "into", .folder.named("SET"), .optional,
    "The set that R slices what is marked into, with the models in SET.loop, as loop has it; default: a folder beside the "
      + "journal")
  /// Where it is played.
  package static let sound = Option(
    "sound",
    ValueKind<SoundDevice>("DEVICE", .words(["default", "none"])) {
      SoundDevice(Path(bytes: $0).description)
    },
    .standard(.standard, shown: "default"),
    "Where to play: default, none, a device's name, or pulse:SOCKET through a forwarded PulseAudio socket")
}

extension Subcommand {
  static let annotate = Subcommand(
    name: "annotate",
    summary: "Mark the onsets of shots in recordings, in the terminal",
    description: [
      "Shows one recording after the other and proposes onsets: Enter accepts a proposal, x rejects it, n says that "
        + "the recording is done; ? lists all keys. Keys can be changed in keys.json in "
        + "$XDG_CONFIG_HOME/shotmark: {\"accept\": [\"Enter\", \"y\"]}.",
      "With proposals of a model, D goes to the most doubtful one anywhere in the queue, and behind each answer the next "
        + "one comes, until Esc; G shows the most doubtful ones as pictures. R learns from the answers so far and "
        + "ranks the rest anew while one goes on; it works without a model as well. What is refused becomes a tag of ENV: "
        + "what sounds like a shot and is none teaches a model the most.",
      "Every mark is in a journal before it is shown: after a crash or a lost connection the same command goes on "
        + "where it was, undo history included. Tag files are replaced whole, and what somebody else changes in them "
        + "meanwhile is merged. A second annotator of the same tag files can only look.",
      "To hear sound over SSH: ssh -R /tmp/sound.sock:/run/user/1000/pulse/native HOST, and there --sound "
        + "pulse:/tmp/sound.sock.",
    ],
    arguments: [AnnotateOptions.recordings],
    groups: [
      OptionGroup("Marks", [AnnotateOptions.tags, AnnotateOptions.label, CommonOptions.root]),
      OptionGroup(
        "Proposals",
        [AnnotateOptions.proposals, AnnotateOptions.model, AnnotateOptions.doubtfulFirst]),
      OptionGroup(
        "Learning",
        [
          AnnotateOptions.into, SliceOptions.backgroundFrom, SliceOptions.groupBy, LearningOptions.lessons,
          TrainOnsetsOptions.loudest,
        ]),
      OptionGroup("Sound", [AnnotateOptions.sound]),
    ],
    examples: [
      Example("shotmark annotate gundata --tags Annotations", "Every recording in a folder."),
      Example("shotmark annotate night.wav --label GUN --label FIREWORK", "Two labels to choose from."),
      Example(
        "shotmark annotate Annotations/GUN.csv --root Recordings", "Every recording that a tag file names."),
      Example("shotmark annotate street.wav --proposals Proposals/GUN.csv", "Review what a detector found."),
      Example("shotmark annotate Recordings --model gun.safetensors", "Where the model is in doubt, first."),
      Example(
        "shotmark annotate Recordings --model shots.safetensors --learn-from Ranges --background-from Noises",
        "With a model for onsets; R learns another one, from its material and from the answers."),
    ],
    exitNotes: [(1, "A recording could not be read, or the marks could not be saved: the journal has them")],
    seeAlso: ["onsets", "score", "slice", "loop"],
    isResumable: true,
    run: AnnotateRun.run)
}
