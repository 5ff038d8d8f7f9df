import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A folder of its own for one test, gone when the test is.
final class TemporaryFolder {
  let path: Path

  init() throws {
    var template = Array("/tmp/shotmark-audio-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    struct Refused: Error {}
    guard made else { throw Refused() }
    path = Path(bytes: template.map { UInt8(bitPattern: $0) })
  }

  deinit {
    guard let stream = path.withCString({ opendir($0) }) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Path(bytes: $0.prefix { $0 != 0 }) }
      if name != "." && name != ".." { _ = path.appending(name).withCString { remove($0) } }
    }
    closedir(stream)
    _ = path.withCString { rmdir($0) }
  }

  /// Writes a file into the folder.
  func write(_ bytes: [UInt8], as name: Path) -> Path {
    let file = path.appending(name)
    let descriptor = file.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) }
    bytes.withUnsafeBytes { buffer in _ = Glibc.write(descriptor, buffer.baseAddress, buffer.count) }
    close(descriptor)
    return file
  }
}
