import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Annotations")
struct AnnotationsTests {
  static func prepared() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("a,1\n", as: "tags/GUN.csv")
    try folder.write("b,2\n", as: "tags/ENV.CSV")
    try folder.write("a,0.9\n", as: "tags/GUN.scores.csv")
    try folder.write("z,0,9,listened\na,0,9,seen\nx\n", as: "tags/reviewed.csv")
    try folder.write("a,3,4,cut\n", as: "tags/ignore.csv")
    try folder.write("notes\n", as: "tags/README.md")
    try folder.write("c,3\n", as: "tags/deeper/GUN.csv")
    try folder.write("d,4\n", as: "more/index.csv")
    return folder
  }

  @Test("a folder means its label files, and the spans beside them")
  func folders() throws {
    let folder = try Self.prepared()
    let all = try Annotations(reading: [folder("tags")])
    #expect(all.tagFiles.map(\.label) == ["ENV", "GUN"])
    #expect(all.tagFiles.map(\.name) == [folder("tags/ENV.CSV"), folder("tags/GUN.csv")])
    #expect(all.reviewed.map(\.path) == ["a", "z"])
    #expect(all.ignored == [IgnoredSpan(path: "a", start: 3, end: 4, reason: "cut")])
    #expect(all.spanIssues.count == 1)
  }

  @Test("a file means itself and the spans beside it")
  func files() throws {
    let folder = try Self.prepared()
    let one = try Annotations(reading: [folder("tags/GUN.csv")])
    #expect(one.tagFiles.map(\.label) == ["GUN"])
    #expect(one.reviewed.count == 2)
    #expect(
      try Annotations(reading: [folder("tags/GUN.csv")], label: "SHOT").tagFiles.map(\.label) == ["SHOT"])
    let spans = try Annotations(reading: [folder("tags/ignore.csv")])
    #expect(spans.tagFiles.isEmpty)
    #expect(spans.ignored.count == 1)
    #expect(try Annotations(reading: []).tagFiles.isEmpty)
  }

  @Test("a file that is named several ways is read once")
  func once() throws {
    let folder = try Self.prepared()
    let all = try Annotations(
      reading: [
        folder("tags/GUN.csv"), folder("tags/"), folder("tags/../tags/GUN.csv"), folder("tags/ENV.CSV"),
      ])
    #expect(all.tagFiles.map(\.label) == ["GUN", "ENV"])
    #expect(all.reviewed.count == 2)
    #expect(all.spanIssues.count == 1)
  }

  @Test("index.csv needs a label, inside a folder too; the others keep theirs")
  func index() throws {
    let folder = try Self.prepared()
    #expect(throws: AnnotationError.noLabel(folder("more/index.csv"))) {
      try Annotations(reading: [folder("more")])
    }
    #expect(throws: AnnotationError.noLabel(folder("more/index.csv"))) {
      try Annotations(reading: [folder("more/index.csv")])
    }
    try folder.write("e,5\n", as: "more/ENV.csv")
    let all = try Annotations(reading: [folder("more")], label: "GUN")
    #expect(all.tagFiles.map(\.label) == ["ENV", "GUN"])
  }

  @Test("what is not there, or holds nothing, says so")
  func errors() throws {
    let folder = try Self.prepared()
    try FileSystem.makeFolder(folder("empty"))
    #expect(throws: AnnotationError.noTagFiles(folder("empty"))) {
      try Annotations(reading: [folder("empty")])
    }
    #expect(throws: AnnotationError.noTagFiles(folder(""))) { try Annotations(reading: [folder("")]) }
    for name in ["none", "none.csv", "none/reviewed.csv"] {
      #expect(throws: FileError.notFound(folder(name))) { try Annotations(reading: [folder(name)]) }
    }
    try folder.write("a,0,9,seen\n", as: "empty/reviewed.csv")
    #expect(try Annotations(reading: [folder("empty")]).reviewed.count == 1)
  }
}
