import Basis
import Chunks

/// The options of `shotmark slice`.
package enum SliceOptions {
  /// Tag files, or folders of them.
  package static let tags = Argument(
    "TAGS.csv|DIR", .fileOrFolder(["csv"], named: "TAGS.csv|DIR"), .any,
    "Tag files, or folders of them; a folder's reviewed.csv and ignore.csv are read too")
  /// The set.
  package static let into = Option("into", .folder.named("SET"), .required, "The set: made, or added to")
  /// The label, where a file's name does not say it.
  package static let label = Option(
    "label", .label, .optional, "The label of the tags; default: the tag file's name, and ENV for background")
  /// Whether the files hold starts.
  package static let starts = Flag(
    "starts", "The files hold starts, not onsets: cut exactly there, zero-padded past the end")
  /// How many samples lie before an onset.
  package static let lead = Option(
    "lead", .span(in: 0...1_048_575, example: "0:3072"), .standard(0...3072, shown: "0:3072"),
    "Samples of the chunk before its onset at 16 kHz, drawn uniformly for each chunk")
  /// What gets a chunk.
  package static let per = Option(
    "per", .choice(ChunksPer.self, named: "WHAT"), .standard(.shot, shown: "shot"),
    "A chunk for each shot, for each burst, or as few as cover all shots")
  /// How many chunks for each.
  package static let copies = Option(
    "copies", .count(in: 1...1000), .standard(1, shown: "1"), "Chunks with different leads for each of these")
  /// Chunk length.
  package static let length = Option(
    "length", .count(in: 256...1_048_576), .standard(Sampling.chunkLength, shown: "4096"),
    "Samples in a chunk at 16 kHz")
  /// Where nobody shoots.
  package static let backgroundFrom = Option(
    "background-from", .folder, .repeated, "A folder of recordings without a shot, to cut negatives from")
  /// How many negatives.
  package static let background = Option(
    "background", .count(in: 0...100_000_000), .optional, "Negatives to cut; default: three for each positive"
  )
  /// What must not be divided between splits.
  package static let groupBy = Option(
    "group-by",
    ValueKind<SlicingOptions.GroupBy>("folder|FILE", .files(["csv"])) { bytes in
      bytes == Array("folder".utf8) ? .folder : .file(try ValueKind<Path>.file(["csv"]).read(bytes))
    }, .optional,
    "Tie recordings of one folder, or of one group in a CSV path,group: they stay in one split")
}

extension Subcommand {
  static let slice = Subcommand(
    name: "slice",
    summary: "Cut recordings into a set of labelled chunks",
    description: [
      "Cuts a chunk around each tagged shot, at a random place before it, and negatives from where nobody can "
        + "have missed a shot: folders given by --background-from, and spans reviewed as listened or seen.",
      "Recordings with the same or overlapping content form a group, which is never divided between train, val "
        + "and test. A set that exists is added to: a recording whose tags and options are unchanged is skipped.",
    ],
    arguments: [SliceOptions.tags],
    groups: [
      OptionGroup("Set", [SliceOptions.into, CommonOptions.root, SliceOptions.label, SliceOptions.groupBy]),
      OptionGroup(
        "Chunks",
        [
          SliceOptions.starts, SliceOptions.lead, SliceOptions.per, SliceOptions.copies, SliceOptions.length,
        ]),
      OptionGroup("Negatives", [SliceOptions.backgroundFrom, SliceOptions.background]),
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs, CommonOptions.dryRun]),
    ],
    examples: [
      Example("shotmark slice Annotations --into Exports/first", "Chunks and negatives of all tag files."),
      Example(
        "shotmark slice index.csv --starts --label GUN --into Exports/first",
        "Starts instead of onsets, in a file whose name is no label."),
      Example(
        "shotmark slice --background-from street --background 500 --into Exports/first",
        "500 negatives more from recordings without a shot."),
    ],
    exitNotes: [
      (1, "A recording failed (all others are done), or the set does not fit; the messages say which")
    ],
    seeAlso: ["audit", "features", "train forest"],
    isResumable: true,
    run: SliceRun.run)
}
