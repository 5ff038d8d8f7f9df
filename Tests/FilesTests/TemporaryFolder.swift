import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that is removed with all that is in it when it goes out of scope; in memory where there is such a
/// place, because flushing waits for whatever else the disk has to do.
final class TemporaryFolder {
  let path: Path

  init() throws {
    let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(place)/shotmark-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(Path(place), operation: "making a folder") }
    path = Path(bytes: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
  }

  deinit { try? FileSystem.removeAll(path) }

  func callAsFunction(_ name: String) -> Path { path.appending(name) }

  /// All files below with their contents, hidden ones too, but for those whose name ends in `.tmp`.
  func contents() throws -> [Path: [UInt8]] {
    var result: [Path: [UInt8]] = [:]
    for file in try FileSystem.files(below: path) {
      result[file] = try FileSystem.read(path.appending(file))
    }
    return result
  }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
