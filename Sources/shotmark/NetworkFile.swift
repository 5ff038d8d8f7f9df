import Basis
import ConvNet
import Files

/// Finds networks: files, and those built in by name.
package enum NetworkFile {
  /// The network that a word on the command line means.
  ///
  /// - Throws: `FileError` for what is wrong in a file, and `NetworkFileError` where there is none.
  static func read(_ word: Path) throws -> NetworkDescription {
    if FileSystem.exists(word), !FileSystem.isFolder(word) {
      let bytes = try FileSystem.read(word, limit: 1 << 20)
      return try NetworkDescription(JSON.parse(bytes, name: word), name: word)
    }
    if let ready = NetworkDescription.builtIn.first(where: { Path($0.name) == word }) { return ready.network }
    let names = NetworkDescription.builtIn.map(\.name)
    throw NetworkFileError(word: word, names: names, nearest: NearestName.of(word.description, among: names))
  }
}

/// A network that is nowhere.
struct NetworkFileError: ThreePartError {
  let word: Path
  let names: [String]
  let nearest: String?

  var what: String { "there is no network '\(word)'" }
  var place: String { "option --network" }
  var remedy: String {
    nearest.map { "did you mean \($0)?" } ?? "name a JSON file, or one of: " + names.joined(separator: ", ")
  }
}
