import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Files of spans")
struct SpanFileTests {
  @Test("reviewed spans, in any order and writing, are written sorted and once")
  func reviewed() throws {
    let text =
      "b.wav,0,100,seen\r\n \"a,1.wav\" , 5 , 9.0 , Listened \nb.wav,0,50,screened\nb.wav,0,100,seen,,\n\n"
    let file = try SpanFile<ReviewedSpan>(bytes: bytes(text), name: "reviewed.csv")
    #expect(
      file.spans == [
        ReviewedSpan(path: "a,1.wav", start: 5, end: 9, how: .listened),
        ReviewedSpan(path: "b.wav", start: 0, end: 50, how: .screened),
        ReviewedSpan(path: "b.wav", start: 0, end: 100, how: .seen),
      ])
    #expect(file.issues.isEmpty)
    #expect(
      file.bytes() == bytes("\"a,1.wav\",5,9,listened\nb.wav,0,50,screened\nb.wav,0,100,seen\n"))
  }

  @Test("ignored spans have any reason, or none")
  func ignored() throws {
    let text = "a,0,10,cut\na,20,30,\"burst 18/s, far\"\na,40,50\na,60,70,\n"
    let file = try SpanFile<IgnoredSpan>(bytes: bytes(text), name: "ignore.csv")
    #expect(file.spans.map(\.reason) == ["cut", "burst 18/s, far", "", ""])
    #expect(file.bytes() == bytes("a,0,10,cut\na,20,30,\"burst 18/s, far\"\na,40,50,\na,60,70,\n"))
    #expect(try SpanFile<IgnoredSpan>(bytes: file.bytes(), name: "x").spans == file.spans)
  }

  @Test(
    "rows that make no sense are kept and reported",
    arguments: [
      ("a,1", 1, .columns(2, wanted: "path,start,end,how")),
      ("a,1,2", 1, .columns(3, wanted: "path,start,end,how")),
      ("a,1,2,seen,x", 1, .columns(5, wanted: "path,start,end,how")),
      ("a,2,2,seen", 2, .emptySpan(start: 2, end: 2)),
      ("a,3,2,seen", 2, .emptySpan(start: 3, end: 2)),
      ("a,-1,2,seen", 2, .negative("-1")),
      ("a,1,x,seen", 3, .noNumber("x")),
      ("a,1,2,heard", 4, .unknownReview("heard")),
      ("path,start,end,how", 2, .noNumber("start")),
      (",1,2,seen", 1, .noPath),
      ("\"a,1,2,seen", 1, .tornQuote),
    ] as [(String, Int, RowProblem)])
  func misfits(row: String, column: Int, problem: RowProblem) throws {
    let file = try SpanFile<ReviewedSpan>(
      bytes: bytes("b,1,2,seen\n\(row)\na,1,2,seen\n"), name: "reviewed.csv")
    #expect(file.spans.map(\.path) == ["a", "b"])
    #expect(file.keptRows == [bytes(row)])
    guard case .row(problem, "reviewed.csv", 2, column, _)? = file.issues.first else {
      Issue.record("\(file.issues)")
      return
    }
    #expect(file.bytes() == bytes("a,1,2,seen\nb,1,2,seen\n\(row)\n"))
  }

  @Test("files are read, replaced, and refused where they are no text")
  func files() throws {
    let folder = try TemporaryFolder()
    let spans = [
      IgnoredSpan(path: "b", start: 1, end: 2, reason: "x"), .init(path: "a", start: 3, end: 9, reason: ""),
    ]
    try SpanFile(name: "ignore.csv", spans: spans).write(to: folder("ignore.csv"))
    #expect(try SpanFile<IgnoredSpan>(reading: folder("ignore.csv")).spans == [spans[1], spans[0]])
    #expect(throws: AnnotationError.notText("x")) {
      try SpanFile<IgnoredSpan>(bytes: [0, 0, 0, 0], name: "x")
    }
  }
}
