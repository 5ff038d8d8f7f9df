import Basis
import Files
import Training

/// The C file of `shotmark train forest --c-source`.
struct ForestSourceFile {
  let path: Path

  /// The file that the options name; `nil` where they name none.
  ///
  /// - Throws: `UsageError.conflict` where it is the model's own, `FileError` where it cannot be written.
  init?(_ arguments: Arguments, model: Path) throws {
    guard let path = arguments.optional(GrowthOptions.cSource) else { return nil }
    self.path = path
    guard ForestSourceFile.place(path) != ForestSourceFile.place(model) else {
      throw UsageError.conflict(
        "the model and its C file would be the same file", options: "options --out and --c-source",
        remedy: "give --c-source another name, such as gun.c")
    }
    if FileSystem.isFolder(path) { throw FileError.isFolder(path) }
    // Trees that are grown for a folder that is not there would be grown in vain.
    _ = try FileSystem.resolved(path.folder.bytes.isEmpty ? "." : path.folder)
  }

  /// Where a path leads, whatever it is spelt like.
  private static func place(_ path: Path) -> Path {
    if let whole = try? FileSystem.resolved(path) { return whole }
    let folder = path.folder.bytes.isEmpty ? "." : path.folder
    return ((try? FileSystem.resolved(folder)) ?? folder).appending(path.name)
  }

  /// Writes the model that has just been written to `file`; returns a line for the output.
  func write(_ model: ForestModel, of file: Path) throws -> String {
    let source = try model.source(for: path, model: file)
    try AtomicFile.write(Array(source.text.utf8), to: path)
    return "\(path): \(source.splitCount) splits, \(source.tableBytes) bytes of constant tables, "
      + "functions \(source.name)_predict and \(source.name)_classify"
  }
}
