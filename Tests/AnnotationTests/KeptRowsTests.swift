import Annotation
import Basis
import Testing

@Suite("Rows that are not understood") struct KeptRowsTests {
  @Test("that begin and end a quote never become a tag together")
  func pairs() throws {
    // The quote of the first row is closed by the one within the second, which is a path; saved behind it, the first
    // and the third row would be the path "b.wav\n" with two tags.
    let file = try TagFile(bytes: Array("\"b.wav\nc\"x.wav,2\n\",5,9\n".utf8), name: "GUN.csv")
    #expect(file.entries.map(\.path) == ["c\"x.wav"] && file.keptRows.count == 2)
    let again = try TagFile(bytes: file.bytes(), name: "GUN.csv")
    #expect(again.entries.map(\.path) == ["c\"x.wav"] && again.keptRows.count == 2)
    #expect(try TagFile(bytes: again.bytes(), name: "GUN.csv").bytes() == again.bytes())
  }

  @Test("are there after saving, and the tags are the same, whatever bytes a file holds", arguments: 0..<300)
  func drawn(number: Int) throws {
    var random = RandomKey(seed: 8).adding("kept").adding(number).generator()
    let alphabet = Array("ab1,,,\"\"\n\n\r x;".utf8)
    let bytes = (0..<(5 + random.below(60))).map { _ in alphabet[random.below(alphabet.count)] }
    let file = try TagFile(bytes: bytes, name: "GUN.csv")
    let again = try TagFile(bytes: file.bytes(), name: "GUN.csv")
    #expect(again.entries.map(\.path) == file.entries.map(\.path))
    #expect(again.entries.map(\.offsets) == file.entries.map(\.offsets))
    #expect(again.keptRows.count == file.keptRows.count)
  }
}
