import Basis
import Files

/// A disk of a few kilobytes, where mounting one in a name space of its own is allowed.
enum SmallDisk {
  /// What a skipped test says.
  static let absent = "needs to mount a small disk (unshare and tmpfs), which is not allowed here"

  /// Whether it can be made.
  static let canBeMade: Bool = {
    let made = try? Scratch.folder { try SmallDisk.run("true", kilobytes: 100, in: $0) }
    return made?.status == 0
  }()

  /// Runs a shell script in `folder`, in which `disk` is so small; `$0` is the command.
  static func run(_ script: String, kilobytes: Int, in folder: Path) throws -> Finished {
    guard let unshare = Program.installed("unshare") else { throw SpawnError(program: "unshare", code: 2) }
    let whole = "mkdir -p disk && mount -t tmpfs -o size=\(kilobytes)k none disk || exit 99\n" + script
    let words = ["-rm", "sh", "-c", whole].map { Array($0.utf8) }
    return try Program.run(unshare, words + [Program.shotmark.bytes], in: folder)
  }
}
