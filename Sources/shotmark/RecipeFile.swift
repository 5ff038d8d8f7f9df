import Augmentation
import Basis
import Files

/// Finds recipes: files, and ready ones by name.
package enum RecipeFile {
  /// The recipes that come with Shotmark.
  package static let readyNames = [
    "light", "street", "indoor", "distant", "sensor", "specaugment-lb", "specaugment-ld", "specaugment-sm",
    "specaugment-ss", "original",
  ]

  /// The recipe that a word on the command line means: a file of that name, or a ready one, which is looked for below
  /// the current folder first and then where Shotmark is installed or was built.
  ///
  /// - Throws: `FileError` for what is wrong in it, and `RecipeFileError` where there is none.
  static func read(_ word: Path) throws -> Recipe {
    if FileSystem.exists(word), !FileSystem.isFolder(word) { return try Recipe(reading: word) }
    let name = word.name == word ? word.appendingToName(".json") : word
    for folder in folders where FileSystem.exists(folder.appending(name)) {
      return try Recipe(reading: folder.appending(name))
    }
    throw RecipeFileError(
      word: word, nearest: NearestName.of(word.description, among: readyNames), looked: folders)
  }

  private static var folders: [Path] {
    guard let program = try? FileSystem.resolved("/proc/self/exe") else { return ["Augment"] }
    let installed = program.folder.folder.appending("share/shotmark/Augment")
    // .build/TRIPLE/release/shotmark
    let built = program.folder.folder.folder.folder.appending("Augment")
    return ["Augment", installed, built]
  }
}

/// A recipe that is nowhere.
struct RecipeFileError: ThreePartError {
  let word: Path
  let nearest: String?
  let looked: [Path]

  var what: String { "there is no recipe '\(word)'" }
  var place: String { "the command line; looked in: " + looked.map(\.description).joined(separator: ", ") }
  var remedy: String {
    if nearest == word.description {
      return "name a file; the recipes that come with Shotmark are put beside it by 'make install'"
    }
    return nearest.map { "did you mean \($0)?" }
      ?? "name a file, or one of: " + RecipeFile.readyNames.joined(separator: ", ")
  }
}
