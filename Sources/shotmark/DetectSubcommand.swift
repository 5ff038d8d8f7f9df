import Basis

/// The options of `shotmark detect`.
package enum DetectOptions {
  /// The model.
  package static let model = Argument(
    "MODEL", .file(["safetensors"]), .one, "A model made by shotmark train")
  /// What to listen to.
  package static let recordings = Argument(
    "RECORDING|DIR", .fileOrFolder([], named: "RECORDING|DIR"), .some,
    "Recordings, folders that are searched for them, or - for sound that comes through standard input")
  /// The score from which on.
  package static let threshold = Option(
    "threshold", .number(in: 0...1, named: "P"), .standard(0.5, shown: "0.5"),
    "The score from which a shot counts as detected: at 0.5 both the model and the sound's rise have to speak "
      + "for it; --reference shows what others would give")
  /// The label that is looked for.
  package static let positive = Option(
    "positive", .label, .optional, "The model's label that is looked for; default: the first other than ENV")
  /// How near two may be.
  package static let refractory = Option(
    "refractory", .number(in: 0...30, named: "MS"), .standard(30, shown: "30"),
    "Milliseconds within which there is one shot, the surest")
  /// How long is waited.
  package static let delay = Option(
    "delay", .number(in: 0...60, named: "SECONDS"), .standard(20, shown: "20"),
    "Seconds of sound that are waited for, and up to 5 more, before a shot is settled: it is compared with what "
      + "is as loud around it. Less tells sooner and takes more echoes for shots")
  /// Raw samples' rate.
  package static let rawRate = Option(
    "raw-rate", .count(in: 1000...1_000_000, named: "HZ"), .optional,
    "Standard input holds no WAV but raw samples at this rate: 16 bits, little-endian, one channel")
  /// The tag file.
  package static let out = Option(
    "out", short: "o", .file(["csv"], named: "FILE.csv"), .optional,
    "A tag file for the shots; their scores go into FILE.scores.csv beside it, and what was gone through into "
      + "reviewed.csv, as screened")
  /// What is true.
  package static let reference = Option(
    "reference", .file(["csv"], named: "TAGS.csv"), .optional,
    "Compare with this tag file of true onsets, and print how good the detections are")
}

extension Subcommand {
  static let detect = Subcommand(
    name: "detect",
    summary: "Find shots in recordings, or in a stream, with a model",
    description: [
      "The model says where shots sound; the rise of the sound tells their first samples, and which of them are "
        + "echoes of others. A score is the smaller of what both say.",
      "Prints a line for each recording, or with --json a line for each shot as soon as it is settled. A file that "
        + "holds anything but earlier proposals is never replaced.",
      "Ctrl-C or a polite kill ends a stream where it is: what was heard until then is settled, told and written "
        + "before the signal ends the program. Of recordings, those that were gone through are written, and of the "
        + "others earlier proposals stay. A second signal ends it at once.",
    ],
    arguments: [DetectOptions.model, DetectOptions.recordings],
    groups: [
      OptionGroup(
        "Detection",
        [
          DetectOptions.threshold, DetectOptions.positive, DetectOptions.refractory, DetectOptions.delay,
          DetectOptions.rawRate, CommonOptions.root,
        ]),
      OptionGroup("Output", [DetectOptions.out, DetectOptions.reference, CommonOptions.json]),
      OptionGroup("Run", [CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark detect gun.safetensors Recordings --out Proposals/GUN.csv", "Of a whole folder."),
      Example(
        "shotmark detect gun.safetensors Recordings --reference Annotations/GUN.csv",
        "How good the model is, and at which threshold."),
      Example(
        "arecord -q -f S16_LE -r 16000 -t raw | shotmark detect gun.safetensors - --raw-rate 16000 --json",
        "Of a microphone."),
    ],
    exitNotes: [(1, "A recording could not be read; the shots of the others are written")],
    seeAlso: ["onsets", "score", "evaluate", "annotate"],
    run: DetectRun.run)
}
