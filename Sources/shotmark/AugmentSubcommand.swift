import Basis
import Evaluation

/// The options of `shotmark augment`.
package enum AugmentOptions {
  /// The set.
  package static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  /// The recipe.
  package static let recipe = Argument(
    "RECIPE", .file(["json"], named: "RECIPE"), .one,
    "A recipe file, or the name of a ready one: " + RecipeFile.readyNames.joined(separator: ", "))
  /// The set that gets the copies.
  package static let into = Option(
    "into", .folder.named("SET"), .required, "The set that gets originals and copies; may be the same one")
  /// How many copies.
  package static let copies = Option(
    "copies", .count(in: 0...1000), .optional, "Copies of each chunk; default: as the recipe says")
  /// Whose chunks.
  package static let split = Option(
    "split", .word(Split.allCases.map(\.rawValue), named: "SPLIT"), .repeated,
    "A split whose chunks get copies; default: train alone. Figures on copies are not to be believed")
  /// Where recordings are.
  package static let root = Option(
    "root", .folder, .standard(".", shown: "the current folder"),
    "The folder of the recordings: their own samples fill in where a chunk is shifted")
  /// How many to look at.
  package static let preview = Option(
    "preview", .count(in: 1...1000), .optional,
    "Make only so many copies, for looking and listening: pictures and WAV files in SET/preview")
}

extension Subcommand {
  static let augment = Subcommand(
    name: "augment",
    summary: "Make changed copies of a set's training chunks by a recipe",
    description: [
      "Copies inherit group, split and fold of their chunk; validation and test hold originals only. Noise, background "
        + "and partners come from the same split and fold, or from folders outside the set. Every copy's row in the "
        + "manifest holds all that was drawn for it: shotmark replay makes it again from that alone.",
      "A set can have copies by several recipes; the same recipe run again replaces its own. A recipe is JSON: "
        + "shotmark transforms lists what it may hold, and the folder Augment has ready ones.",
    ],
    arguments: [AugmentOptions.set, AugmentOptions.recipe],
    groups: [
      OptionGroup(
        "Copies",
        [
          AugmentOptions.into, AugmentOptions.copies, AugmentOptions.split, AugmentOptions.root,
          AugmentOptions.preview,
        ]),
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs, CommonOptions.dryRun]),
    ],
    examples: [
      Example(
        "shotmark augment Exports/first street --into Exports/street", "The set and copies for a street."),
      Example(
        "shotmark augment Exports/first my.json --into Look --preview 24",
        "A page of pictures, and the sounds, of 24 copies."),
      Example(
        "shotmark augment Exports/first light --root ../recordings --into Exports/first --copies 4",
        "Four copies of each chunk beside their originals."),
    ],
    exitNotes: [(1, "A chunk could not be read (all others are done), or the recipe does not fit")],
    seeAlso: ["transforms", "replay", "slice", "train forest"],
    isResumable: true,
    run: AugmentRun.run)
}
