import Annotation
import Basis
import Testing

@Suite("The tags of one recording")
struct TagEntryTests {
  @Test("ascend, each offset once, the first one read")
  func sorting() {
    let tags = [
      Tag(offset: 9, line: 1, column: 2), Tag(offset: 3, line: 1, column: 3),
      Tag(offset: 9, line: 1, column: 4),
    ]
    let entry = TagEntry(path: "a", tags: tags, line: 1)
    #expect(entry.tags == [tags[1], tags[0]])
    #expect(entry.offsets == [3, 9])
    #expect(TagEntry(path: "a", offsets: [2, 1, 2]).offsets == [1, 2])
    #expect(TagEntry(path: "a", offsets: []).tags.isEmpty)
  }
}
