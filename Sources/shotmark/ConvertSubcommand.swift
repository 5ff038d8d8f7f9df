import Annotation
import Basis

/// The options of `shotmark convert`.
package enum ConvertOptions {
  /// What to read.
  package static let input = Argument(
    "IN", .fileOrFolder([], named: "IN"), .one,
    "A label file or tag file, a folder of them, or - for standard input")
  /// What to write.
  package static let output = Argument(
    "OUT", .fileOrFolder([], named: "OUT"), .one, "A file, a folder, or - for standard output")
  /// What is read.
  package static let from = Option(
    "from", .choice(LabelFormat.self, named: "FORMAT"), .optional,
    "What IN is: \(formats); default: told by name and content")
  /// What is written.
  package static let to = Option(
    "to", .choice(LabelFormat.self, named: "FORMAT"), .optional,
    "What OUT shall be; default: told by its name, and tag files for a folder")
  /// The label of all that is read.
  package static let label = Option(
    "label", .label, .optional, "The label of all marks; default: what IN says of each")
  /// What the labels are about.
  package static let recording = Option(
    "recording", .file([], named: "PATH"), .optional,
    "The recording, as tag files name it, where IN does not say; default: the one called like IN")
  /// Whether the tags are starts of chunks.
  package static let starts = Flag(
    "starts-to-proposals",
    "IN holds chunk starts, not onsets: write the onsets behind them as proposals to review")
  /// Whether files may be replaced.
  package static let force = Flag("force", short: "f", "Replace other tools' files that exist")

  private static var formats: String { ChoiceWords.all(LabelFormat.self).joined(separator: ", ") }
}

extension Subcommand {
  static let convert = Subcommand(
    name: "convert",
    summary: "Turn other tools' label files into tag files, and back",
    description: [
      "Reads and writes the labels of Audacity, Raven, Praat, Label Studio, JAMS and DCASE, and lists of onsets. "
        + "Times are exact to the sample at 16 kHz; of what lasts, the beginning is read.",
      "Formats of one recording a file (audacity, praat, jams, onsets) become a folder of files called like the "
        + "recordings, and such a folder is read again. Tags are added to tag files that exist; "
        + "a file of one label is called by it.",
      "The original project's index.csv holds chunk starts: --starts-to-proposals turns them into proposals for the "
        + "annotator, at the onset heard within 40 ms of where it is likeliest behind each, or else at the start itself.",
    ],
    arguments: [ConvertOptions.input, ConvertOptions.output],
    groups: [
      OptionGroup(
        "Input",
        [
          ConvertOptions.from, ConvertOptions.label, ConvertOptions.recording, CommonOptions.root,
          ConvertOptions.starts,
        ]),
      OptionGroup("Output", [ConvertOptions.to, ConvertOptions.force, CommonOptions.dryRun]),
    ],
    examples: [
      Example(
        "shotmark convert range.txt Annotations --recording range.wav --label GUN", "Audacity's labels."),
      Example("shotmark convert Annotations grids --to praat", "A TextGrid for each recording."),
      Example("shotmark convert Annotations tasks.json", "Predictions to import into Label Studio."),
      Example(
        "shotmark convert index.csv proposals.csv --label GUN --starts-to-proposals", "Starts to review."),
    ],
    exitNotes: [(1, "A file or a line could not be converted; the others are done")],
    seeAlso: ["onsets", "slice", "info"],
    run: ConvertRun.run)
}
