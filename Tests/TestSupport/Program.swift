import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What a finished program left behind.
public struct Finished {
  /// The exit status, or 128 and the signal's number.
  public var status: Int32
  public var output: [UInt8]
  public var errors: [UInt8]

  public init(status: Int32, output: [UInt8], errors: [UInt8]) {
    (self.status, self.output, self.errors) = (status, output, errors)
  }

  public var text: String { String(decoding: output, as: UTF8.self) }
  public var messages: String { String(decoding: errors, as: UTF8.self) }
}

/// Programs that tests run.
public enum Program {
  /// A program of this package as built, beside the program that runs these tests.
  public static func built(_ name: String) -> Path {
    Path(bytes: link("/proc/self/exe")).folder.appending(Path(name))
  }

  /// The path of an installed program; `nil` where there is none.
  public static func installed(_ name: String) -> Path? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { Path(String($0)).appending(name) }
      .first { $0.withCString { access($0, X_OK) } == 0 }
  }

  /// Runs a program to its end. `output` is a file for standard output in place of one that is read afterwards.
  public static func run(
    _ program: Path, _ arguments: [[UInt8]], environment: [String: String] = [:], in folder: Path? = nil,
    output: Path? = nil
  ) throws -> Finished {
    let scratch = try TemporaryFolder()
    let out = output ?? scratch.path.appending("out")
    let errors = scratch.path.appending("err")
    let process = try start(
      program, arguments, environment: environment, in: folder, output: out, errors: errors)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Finished(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: output == nil ? try FileSystem.read(out) : [], errors: try FileSystem.read(errors))
  }

  /// Starts a program with standard output and standard error going to files; returns its number.
  public static func start(
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
    // Tests run on threads that hold back most signals, which programs would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // posix_spawn cannot change the folder everywhere; env can.
    let change = folder.map { [Array("/usr/bin/env".utf8), Array("-C".utf8), $0.bytes] } ?? []
    let all = change + [program.bytes] + arguments
    var words = all.map(terminated)
    words.append(nil)
    var variables = inherited(environment).map { terminated(Array($0.utf8)) }
    variables.append(nil)
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = Path(bytes: all[0]).withCString {
      posix_spawn(&process, $0, &actions, &attributes, words, variables)
    }
    guard code == 0 else { throw SpawnError(program: program, code: code) }
    return process
  }

  /// The environment of the tests without what would change the command's messages, and with `changes`. What it keeps
  /// for the user is kept beside the tests, and not in the home of who runs them.
  private static func inherited(_ changes: [String: String]) -> [String] {
    var variables = [
      "TERM": "dumb", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": built("state").description,
      "XDG_CACHE_HOME": built("cache").description,
    ]
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
public struct SpawnError: Error {
  public let program: Path
  public let code: Int32

  public init(program: Path, code: Int32) { (self.program, self.code) = (program, code) }
}
