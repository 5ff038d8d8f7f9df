import Basis
import TestSupport
import Testing

/// Words for the shell, in which `"$0"` is the command.
enum ShellScript {
  /// Runs a script in `folder`.
  static func run(_ folder: Path, _ script: String) throws -> Finished {
    let shell = try #require(Program.installed("sh"))
    return try Program.run(shell, [Array("-c".utf8), Array(script.utf8), Program.shotmark.bytes], in: folder)
  }
}
