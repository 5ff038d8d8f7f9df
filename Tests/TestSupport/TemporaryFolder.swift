import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// A folder of its own for one test, gone when the test is.
public final class TemporaryFolder: Sendable {
  public let path: Path

  public init() throws {
    var template = Array("/tmp/shotmark-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    guard made else { throw FileError(Path("/tmp"), operation: "making a folder") }
    path = Path(bytes: template.map { UInt8(bitPattern: $0) })
  }

  deinit { try? FileSystem.removeAll(path) }

  /// Writes a file below the folder, with the folders on its way.
  @discardableResult
  public func write(_ bytes: [UInt8], as name: Path) throws -> Path {
    let file = path.appending(name)
    try FileSystem.makeFolder(file.folder)
    try FileSystem.writePlain(bytes, to: file)
    return file
  }

  /// Writes a text file below the folder.
  @discardableResult
  public func write(_ text: String, as name: Path) throws -> Path { try write(Array(text.utf8), as: name) }

  /// Every file below a folder of this one with its bytes, sorted by path: to compare two folders whole.
  public func contents(of folder: Path = Path(bytes: [])) throws -> [String: [UInt8]] {
    let root = folder.bytes.isEmpty ? path : path.appending(folder)
    var contents: [String: [UInt8]] = [:]
    for file in try FileSystem.files(below: root) {
      contents[file.description] = try FileSystem.read(root.appending(file))
    }
    return contents
  }
}
