import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What a finished program left behind.
struct Finished {
  /// The exit status, or 128 and the signal's number.
  var status: Int32
  var output: [UInt8]
  var errors: [UInt8]

  var text: String { String(decoding: output, as: UTF8.self) }
  var messages: String { String(decoding: errors, as: UTF8.self) }
}

/// Programs that tests run.
enum Program {
  /// The command as built, beside the program that runs these tests.
  static let shotmark = Path(bytes: link("/proc/self/exe")).folder.appending("shotmark")

  /// The path of an installed program; `nil` where there is none.
  static func installed(_ name: String) -> Path? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { Path(String($0)).appending(name) }
      .first { $0.withCString { access($0, X_OK) } == 0 }
  }

  /// Runs a program to its end. `output` is a file for standard output in place of one that is read afterwards.
  static func run(
    _ program: Path, _ arguments: [[UInt8]], environment: [String: String] = [:], in folder: Path? = nil,
    output: Path? = nil
  ) throws -> Finished {
    try Scratch.folder { scratch in
      let out = output ?? scratch.appending("out")
      let errors = scratch.appending("err")
      let process = try start(
        program, arguments, environment: environment, in: folder, output: out, errors: errors)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      return Finished(
        status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
        output: output == nil ? try FileSystem.read(out) : [], errors: try FileSystem.read(errors))
    }
  }

  /// Runs the command.
  static func shotmark(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    try run(shotmark, arguments.map { Array($0.utf8) }, environment: environment)
  }

  /// Starts a program with standard output and standard error going to files; returns its number.
  static func start(
    _ program: Path, _ arguments: [[UInt8]], environment: [String: String], in folder: Path?, output: Path,
    errors: Path
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, file) in [(1, output), (2, errors)] {
      _ = file.withCString {
        posix_spawn_file_actions_addopen(&actions, Int32(descriptor), $0, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      }
    }
    // posix_spawn cannot change the folder everywhere; env can.
    let change = folder.map { [Array("/usr/bin/env".utf8), Array("-C".utf8), $0.bytes] } ?? []
    let all = change + [program.bytes] + arguments
    var words = all.map(terminated)
    words.append(nil)
    var variables = inherited(environment).map { terminated(Array($0.utf8)) }
    variables.append(nil)
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = Path(bytes: all[0]).withCString { posix_spawn(&process, $0, &actions, nil, words, variables) }
    guard code == 0 else { throw SpawnError(program: program, code: code) }
    return process
  }

  /// The environment of the tests without what would change the command's messages, and with `changes`.
  private static func inherited(_ changes: [String: String]) -> [String] {
    var variables = ["TERM": "dumb", "LC_ALL": "C.UTF-8"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR", "ASAN_OPTIONS"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables.merging(changes) { $1 }.map { "\($0.key)=\($0.value)" }
  }

  private static func terminated(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    Path(bytes: bytes).withCString { strdup($0) }
  }

  private static func link(_ path: String) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    return buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
  }
}

/// A program that could not be started.
struct SpawnError: Error {
  let program: Path
  let code: Int32
}
