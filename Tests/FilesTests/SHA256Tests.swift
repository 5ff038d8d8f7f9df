import Basis
import Files
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test("digests of known messages")
  func known() throws {
    // printf abc | sha256sum; sha256sum < /dev/null
    #expect(
      SHA256.hex(of: bytes("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex(of: [UInt8]()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(
    "a file's digest is that of its bytes, below, at and above the size of a piece",
    arguments: [
      0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2_500_000,
    ])
  func files(size: Int) throws {
    let folder = try TemporaryFolder()
    var content = [UInt8](repeating: 7, count: size)
    for index in stride(from: 0, to: size, by: 997) { content[index] = UInt8(truncatingIfNeeded: index) }
    try FileSystem.writePlain(content, to: folder("a"))
    #expect(try SHA256.hex(file: folder("a")) == SHA256.hex(of: content))
    let running = RunningDigest()
    running.append(Array(content.prefix(size / 3)))
    running.append(Array(content.dropFirst(size / 3)))
    #expect(running.hex() == SHA256.hex(of: content))
  }

  @Test("what cannot be read says so")
  func errors() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileError.notFound(folder("a"))) { try SHA256.hex(file: folder("a")) }
    #expect(throws: FileError.isFolder(folder.path)) { try SHA256.hex(file: folder.path) }
  }
}
