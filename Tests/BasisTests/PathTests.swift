import Basis
import Testing

@Suite("Paths are bytes")
struct PathTests {
  @Test(
    "the parts of a path",
    arguments: [
      ("gundata/AK-12/3 (20).wav", "gundata/AK-12", "3 (20).wav", "3 (20)", "wav"),
      ("A.WAV", "", "A.WAV", "A", "wav"),
      ("/a", "/", "a", "a", ""),
      ("folder/", "", "folder", "folder", ""),
      (".hidden", "", ".hidden", ".hidden", ""),
      ("a.b.c", "", "a.b.c", "a.b", "c"),
      ("", "", "", "", ""),
      ("/", "/", "/", "/", ""),
    ])
  func parts(_ path: String, _ folder: String, _ name: String, _ stem: String, _ suffix: String) {
    #expect(Path(path).folder == Path(folder))
    #expect(Path(path).name == Path(name))
    #expect(Path(path).stem == Path(stem))
    #expect(Path(path).lowercasedExtension == suffix)
  }

  @Test("joining and taking apart again")
  func joining() {
    #expect(Path("a").appending("b/c") == Path("a/b/c"))
    #expect(Path("a/").appending("b") == Path("a/b"))
    #expect(Path("a").appending("/b") == Path("/b"))
    #expect(Path("").appending("b") == Path("b"))
    #expect(Path("a/b/c").relative(to: "a") == Path("b/c"))
    #expect(Path("./a/b/c").relative(to: "./a/") == Path("b/c"))
    #expect(Path("ab/c").relative(to: "a") == nil)
    #expect(Path("/a/c").relative(to: "a") == nil)
  }

  @Test("bytes that are not UTF-8 survive, and show as such")
  func bytes() {
    let path = Path(bytes: [0x61, 0xFF, 0x0A, 0x62, 0xC3, 0xA9])
    #expect(path.bytes == [0x61, 0xFF, 0x0A, 0x62, 0xC3, 0xA9])
    #expect(path.description == "a\\xff\\x0abé")
    #expect(path.withCString { $0[1] } == CChar(bitPattern: 0xFF))
  }

  @Test("the order is that of the bytes, and equal paths hash alike", arguments: 0..<100)
  func order(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("order").generator()
    let paths = (0..<2).map { _ in
      Path(bytes: (0..<generator.below(5)).map { _ in UInt8(generator.integer(in: 254...255)) })
    }
    #expect((paths[0] < paths[1]) == paths[0].bytes.lexicographicallyPrecedes(paths[1].bytes))
    #expect(Set(paths).count == (paths[0].bytes == paths[1].bytes ? 1 : 2))
  }
}
