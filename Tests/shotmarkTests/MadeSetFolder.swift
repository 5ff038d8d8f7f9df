import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A folder with synthetic recordings in `A` and the set `S` that they were sliced into.
enum MadeSetFolder {
  /// Runs a command line, its words divided by blanks, in `folder`.
  static func shotmark(
    _ folder: Path, _ line: String, environment: [String: String] = [:]
  ) throws -> Finished {
    let cache = ["XDG_CACHE_HOME": folder.appending("cache").description]
    return try Program.run(
      Program.shotmark, line.split(separator: " ").map { Array($0.utf8) },
      environment: environment.merging(cache) { own, _ in own }, in: folder)
  }

  /// Starts a command line in `folder`; what it says goes into the files `out` and `err`.
  static func start(_ folder: Path, _ line: String) throws -> pid_t {
    try Program.start(
      Program.shotmark, line.split(separator: " ").map { Array($0.utf8) },
      environment: ["XDG_CACHE_HOME": folder.appending("cache").description], in: folder,
      output: folder.appending("out"), errors: folder.appending("err"))
  }

  /// Waits for a program; returns what `waitpid` says of its end.
  static func end(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Calls `body` with the folder, which is removed afterwards.
  static func with<Result>(_ body: (Path) throws -> Result) throws -> Result {
    try Scratch.folder { folder in
      for line in [
        "synth --into A --minutes 1 -q", "slice A/Annotations --root A --into S --group-by folder -q",
      ] {
        let run = try shotmark(folder, line)
        guard run.status == 0 else { throw Failed(messages: run.messages) }
      }
      return try body(folder)
    }
  }

  /// Every file of a set with its bytes, but for its card, which is titled by the folder's name.
  static func contents(_ set: Path) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in try FileSystem.files(below: set) where file != "README.md" {
      contents[file.description] = try FileSystem.read(set.appending(file))
    }
    return contents
  }

  /// The rows of a table by the names of its columns.
  static func table(_ file: Path) throws -> [[String: String]] {
    let rows = try CSV.parse(FileSystem.read(file)).map { $0.fields.map(\.text) }
    return rows.dropFirst().map { row in
      Dictionary(zip(rows.first ?? [], row)) { first, _ in first }
    }
  }

  private struct Failed: Error { let messages: String }
}
