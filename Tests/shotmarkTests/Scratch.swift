import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// Folders for the length of a test.
enum Scratch {
  /// Calls `body` with a new empty folder, which is removed afterwards.
  static func folder<Result>(_ body: (Path) throws -> Result) throws -> Result {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/shotmark-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SpawnError(program: Path(parent), code: errno) }
    let folder = Path(bytes: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    defer { try? FileSystem.removeAll(folder) }
    return try body(folder)
  }
}
