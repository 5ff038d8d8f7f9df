import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Tag files")
struct TagFileTests {
  static func read(_ text: String) throws -> TagFile { try TagFile(bytes: bytes(text), name: "GUN.csv") }

  static func read(_ bytes: [UInt8]) throws -> TagFile { try TagFile(bytes: bytes, name: "GUN.csv") }

  @Test(
    "one recording a row, however it is written",
    arguments: [
      "a.wav,1,22,333\n", "a.wav,1,22,333", "a.wav,333,1,22\r\n", "\u{FEFF}a.wav,1,22,333\r",
      " a.wav\t, 1,22 ,\t333 \n", "a.wav,1,,22,333,,,\n\n \n,,,\n", "\"a.wav\",\"1\", \"22\" ,\" 333\"\n",
      "a.wav,1\n\na.wav,333,22\n", "a.wav,1,22\na.wav,22,333,1\na.wav\n", "a.wav,1.0,22.,3.33e2\n",
      "a.wav,+1,0022,333\n",
    ])
  func shapes(text: String) throws {
    let file = try Self.read(text)
    #expect(file.entries.map(\.path) == ["a.wav"])
    #expect(file.entries.first?.offsets == [1, 22, 333])
    #expect(file.issues.isEmpty)
    #expect(file.bytes() == bytes("a.wav,1,22,333\n"))
  }

  @Test("tags know where they stand")
  func positions() throws {
    let file = try Self.read("b,5\n\"a\nx\",9,7\nb,,3,5\n")
    #expect(file.entries.map(\.path) == ["a\nx", "b"])
    #expect(file.entries.map(\.line) == [2, 1])
    #expect(file["a\nx"]?.tags == [Tag(offset: 7, line: 2, column: 3), Tag(offset: 9, line: 2, column: 2)])
    #expect(file["b"]?.tags == [Tag(offset: 3, line: 4, column: 3), Tag(offset: 5, line: 1, column: 2)])
    #expect(file["c"] == nil)
  }

  @Test(
    "names with anything in them come back byte for byte",
    arguments: [
      bytes("gundata/AK-12/3 (20).wav"), bytes("a,b.wav"), bytes("say \"bang\".wav"), bytes("\"quoted\""),
      bytes(" led by a blank"), bytes("ended by one "), bytes("two\nlines\r\n.wav"), bytes("tab\tand;semi"),
      bytes("tab\t1"), bytes("x;5"), bytes("é\u{1F52B}"), [0xFF, 0xFE, 0x41], [0xEF, 0xBB, 0xBF, 0x41],
      bytes("./a//b/../c.wav"), bytes("/absolute"), bytes("-1"), bytes("12"), bytes("#no comment"),
      bytes("\r"),
      bytes("5\" gun.wav"), (1...255).map { UInt8($0) },
    ])
  func names(name: [UInt8]) throws {
    for offsets in [[], [0], [7, 9]] {
      let entry = TagEntry(path: Path(bytes: name), offsets: offsets)
      let written = TagFile(label: "GUN", name: "GUN.csv", entries: [entry]).bytes()
      let file = try Self.read(written)
      #expect(file.entries.map(\.path.bytes) == [name])
      #expect(file.entries.map(\.offsets) == [offsets])
      #expect(file.issues.isEmpty)
      #expect(file.bytes() == written)
    }
  }

  @Test("paths are bytes: other spellings are other entries")
  func spelling() throws {
    let file = try Self.read("./a,1\na,2\na//b,3\na/b,4\nE\u{301},5\n\u{C9},6\n")
    #expect(file.entries.map(\.offsets) == [[1], [5], [2], [3], [4], [6]])
  }

  @Test(
    "rows that make no sense are kept, reported and not used",
    arguments: [
      ("a.wav,1,x,3", 3, .noNumber("x")),
      ("a,b.wav,1", 2, .noNumber("b.wav")),
      ("a.wav,-5", 2, .negative("-5")),
      ("a.wav,1,-0.5", 3, .negative("-0.5")),
      ("a.wav,0.75", 2, .notWhole("0.75")),
      ("a.wav,1e300", 2, .beyondAnyRecording("1e300")),
      ("a.wav,99999999999999999999", 2, .beyondAnyRecording("99999999999999999999")),
      ("a.wav,505958400001", 2, .beyondAnyRecording("505958400001")),
      ("a.wav,nan", 2, .noNumber("nan")),
      ("a.wav,inf", 2, .noNumber("inf")),
      ("a.wav,0x10", 2, .noNumber("0x10")),
      ("a.wav,1 2", 2, .noNumber("1 2")),
      ("a.wav,\"1\n2\"", 2, .noNumber("1\\x0a2")),
      (",5", 1, .noPath),
      ("\"\",5", 1, .noPath),
      ("a\0b,5", 1, .zeroByte),
      ("a.wav;1;2", 1, .otherSeparator),
      ("a.wav\t1", 1, .otherSeparator),
      ("\"a.wav,5", 1, .tornQuote),
      ("\"a.wav\"x,5", 1, .textAfterQuote),
      ("\"a.wav,5\nb.wav\"", 1, .severalLines),
    ] as [(String, Int, RowProblem)])
  func misfits(row: String, column: Int, problem: RowProblem) throws {
    let before = String(repeating: "before,1\n", count: 200)
    let file = try Self.read(before + row + "\nzafter,2\n")
    #expect(file.entries.map(\.path) == ["before", "zafter"])
    #expect(file.keptRows == [bytes(row)])
    #expect(file.issues.count == 1)
    guard case .row(problem, "GUN.csv", 201, column, _)? = file.issues.first else {
      Issue.record("\(file.issues)")
      return
    }
    #expect(file.bytes() == bytes("before,1\nzafter,2\n" + row + "\n"))
    #expect(try Self.read(file.bytes()).keptRows == file.keptRows)
  }

  @Test("the largest offset there can be, and small ones")
  func limits() throws {
    let file = try Self.read("a,505958400000,0,-0,0.0\n")
    #expect(file.entries.map(\.offsets) == [[0, 505_958_400_000]])
  }

  @Test("a header is no row of tags, and only the first row can be one")
  func header() throws {
    let file = try Self.read("\u{FEFF}path,offset,offset\na.wav,1\n")
    #expect(file.entries.map(\.path) == ["a.wav"])
    guard case .row(.header, _, 1, 1, "path")? = file.issues.first else {
      Issue.record("\(file.issues)")
      return
    }
    #expect(file.bytes() == bytes("a.wav,1\npath,offset,offset\n"))
  }

  @Test("an issue is an error in three parts")
  func words() throws {
    let file = try Self.read("b.wav,1\n\ngundata/AK-47/1 (7).wav,566,12.5\n")
    #expect(
      file.issues.map(\.description) == [
        """
        error: the offset 12.5 is no whole number of samples
           at: GUN.csv, row 3, column 3: gundata/AK-47/1 (7).wav
          fix: offsets count samples at 16 kHz: multiply seconds by 16000 and round
        """
      ])
    #expect(file.doubtfulRecordings == ["gundata/AK-47/1 (7).wav"])
  }

  @Test(
    "every problem has its own words",
    arguments: [
      RowProblem.tornQuote, .textAfterQuote, .noPath, .zeroByte, .otherSeparator, .severalLines, .header,
      .noNumber("x"), .notWhole("x"), .negative("x"), .beyondAnyRecording("x"), .columns(2, wanted: "x"),
      .emptySpan(start: 2, end: 1), .unknownReview("x"),
    ])
  func allWords(problem: RowProblem) {
    let error = AnnotationError.row(problem, file: "f", line: 1, column: 2, recording: "r")
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty && !part.contains("\n") && part.last != ".")
    }
  }

  @Test("the label is the file's name, or what was said")
  func labels() throws {
    #expect(try TagFile(bytes: [], name: "Annotations/GUN.csv").label == "GUN")
    #expect(try TagFile(bytes: [], name: "Annotations/GUN.csv", label: "ENV").label == "ENV")
    #expect(try TagFile(bytes: [], name: "a/index.csv", label: "GUN").label == "GUN")
    for name: Path in ["a/index.csv", "INDEX.CSV", Path(bytes: [0xFF, 0x2E, 0x63]), "/"] {
      #expect(throws: AnnotationError.noLabel(name)) { try TagFile(bytes: [], name: name) }
    }
    #expect(throws: AnnotationError.scores("GUN.scores.csv")) {
      try TagFile(bytes: [], name: "GUN.scores.csv")
    }
    for label in ["", ".", "..", "a/b", "a\nb", "\0"] {
      #expect(throws: AnnotationError.impossibleLabel(label, "GUN.csv")) {
        try TagFile(bytes: [], name: "GUN.csv", label: label)
      }
    }
    let error = AnnotationError.noLabel("data/index.csv")
    #expect(
      error.description == """
        error: the name index.csv does not say which label the tags have
           at: data/index.csv
          fix: say it with --label, for example --label GUN, or call the file GUN.csv
        """)
  }

  @Test(
    "what is no text says so",
    arguments: [
      [0xFF, 0xFE] + bytes("a.wav,1").flatMap { [$0, 0] as [UInt8] },
      bytes("RIFF") + [4, 1, 0, 0] + bytes("WAVEfmt ") + [16, 0, 0, 0],
      [UInt8](repeating: 0, count: 4),
    ] as [[UInt8]])
  func notText(content: [UInt8]) {
    #expect(throws: AnnotationError.notText("GUN.csv")) { try Self.read(content) }
  }

  @Test("files are read, replaced, and missed")
  func files() throws {
    let folder = try TemporaryFolder()
    try folder.write("b,2\na,1\nx,y\n", as: "GUN.csv")
    let file = try TagFile(reading: folder("GUN.csv"))
    #expect(file.name == folder("GUN.csv"))
    try file.write(to: folder("GUN.csv"))
    #expect(try FileSystem.read(folder("GUN.csv")) == bytes("a,1\nb,2\nx,y\n"))
    #expect(throws: FileError.notFound(folder("ENV.csv"))) { try TagFile(reading: folder("ENV.csv")) }
    #expect(throws: AnnotationError.noLabel(folder("index.csv"))) {
      try TagFile(reading: folder("index.csv"))
    }
  }

  @Test("tags are set and taken away by recording")
  func editing() throws {
    var file = try Self.read("b,2\nd,4\n")
    file.setOffsets([3, 1, 3], of: "c")
    file.setOffsets([], of: "a")
    file.setOffsets([7], of: "d")
    file.setOffsets(nil, of: "b")
    file.setOffsets(nil, of: "e")
    #expect(file.bytes() == bytes("a\nc,1,3\nd,7\n"))
    #expect(file["c"]?.offsets == [1, 3])
    let merged = TagFile(
      label: "GUN", name: "GUN.csv",
      entries: [
        .init(path: "b", offsets: [2]), .init(path: "a", offsets: [9]), .init(path: "b", offsets: [1]),
      ])
    #expect(merged.bytes() == bytes("a,9\nb,1,2\n"))
  }
}
