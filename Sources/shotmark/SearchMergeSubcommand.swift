import Basis
import Files
import GridSearch
import Training

/// The options of `shotmark search merge`.
package enum SearchMergeOptions {
  static let parts = Argument("DIR", .folder, .some, "The folders of all parts")
  static let set = Option(
    "set", .folder, .optional, "The set, where it lies elsewhere than when the search was begun")
}

extension Subcommand {
  static let searchMerge = Subcommand(
    name: "search merge",
    summary: "Join the parts of a search that ran on several machines",
    description: [
      "The parts have to be of the same search: the same set, features, grid, folds and seed, which each of them states. "
        + "Writes what a single run would have written, byte for byte."
    ],
    arguments: [SearchMergeOptions.parts],
    groups: [
      OptionGroup(
        "Merge",
        [
          SearchOptions.out, SearchMergeOptions.set, SearchOptions.noRefit, SearchOptions.heatMap,
        ]),
      OptionGroup("Run", [SearchOptions.matrix, CommonOptions.jobs]),
    ],
    examples: [
      Example("shotmark search merge Search/part-* --out Search/whole", "All parts into one search.")
    ],
    seeAlso: ["search forest"],
    run: SearchMergeRun.run)
}
