import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A folder that is removed with all that is in it when it goes out of scope.
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

  func write(_ text: String, as name: String) throws {
    try FileSystem.makeFolder(self(name).folder)
    try FileSystem.writePlain(Array(text.utf8), to: self(name))
  }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
