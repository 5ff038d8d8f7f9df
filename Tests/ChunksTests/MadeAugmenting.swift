import Audio
import Augmentation
import Basis
import Chunks
import Evaluation
import Files
import TestSupport
import Testing

/// A sliced set of made-up recordings, and recipes to make copies of its chunks by.
struct MadeAugmenting {
  let made: MadeRecordings
  let set: ChunkSet

  /// Ten recordings with shots and ten without, in a set of 110 chunks; `change` may do something to them first.
  init(_ change: (MadeRecordings) throws -> Void = { _ in }) throws {
    made = try MadeRecordings()
    try made.recordStandard()
    try change(made)
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("GUN.csv")]
    options.backgroundFolders = [made.root.appending("env")]
    options.background = 60
    _ = try Slicing(options, cache: made.cache).run(into: made.set("set"))
    set = try ChunkSet(opening: made.set("set"))
  }

  /// A bit of everything: neighbours, partners, background of the set, noise, levels and masks.
  static let everything = """
    {"copies": 2, "balance": true, "levels": "matched", "steps": [
      {"transform": "time_shift"}, {"transform": "mix_up", "probability": 0.3},
      {"transform": "background", "snr_db": [0, 20], "probability": 0.7},
      {"transform": "colored_noise", "probability": 0.5},
      {"transform": "frequency_mask", "probability": 0.5}, {"transform": "frame_mask", "probability": 0.5}]}
    """

  /// A recipe from its text.
  static func recipe(_ text: String, name: String = "mine") throws -> Recipe {
    try Recipe(bytes: Array(text.utf8), name: Path(name + ".json"))
  }

  /// Options for a recipe, with the recordings at hand.
  func options(_ text: String = everything, name: String = "mine") throws -> AugmentingOptions {
    var options = AugmentingOptions(recipe: try MadeAugmenting.recipe(text, name: name))
    options.root = made.root
    return options
  }

  /// Augments the set into another, or itself.
  @discardableResult
  func augment(
    _ text: String = everything, name: String = "mine", into target: String = "more",
    _ change: (inout AugmentingOptions) -> Void = { _ in }
  ) throws -> AugmentingResult {
    var options = try options(text, name: name)
    change(&options)
    return try Augmenting(options, cache: made.cache).run(set.folder, into: made.set(target))
  }

  /// A set's copies.
  func copies(_ name: String = "more") throws -> [ManifestRow] {
    try ChunkSet(opening: made.set(name)).rows.filter { $0.parent != nil }
  }

  /// What a set holds, but for its card, which is titled by the folder's name.
  func contents(_ name: String) throws -> [String: [UInt8]] {
    var contents = try made.folder.contents(of: Path(name))
    contents["README.md"] = nil
    return contents
  }

  /// The transform of one kind in a copy's parameters, where it was done.
  static func step<Kind: Transform>(_ kind: Kind.Type, of row: ManifestRow) throws -> Kind? {
    try row.drawnCopy()?.steps.first { $0.skipped == nil && $0.transform is Kind }?.transform as? Kind
  }
}
