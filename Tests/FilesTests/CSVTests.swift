import Basis
import Files
import TestSupport
import Testing

@Suite("CSV")
struct CSVTests {
  static func texts(_ text: String) -> [[String]] { CSV.parse(bytes(text)).map { $0.fields.map(\.text) } }

  @Test(
    "fields",
    arguments: [
      ("", []),
      ("\n\r\n\r", []),
      ("\u{FEFF}", []),
      ("a", [["a"]]),
      ("a,b\nc", [["a", "b"], ["c"]]),
      ("a,\r\n,b\r", [["a", ""], ["", "b"]]),
      ("\u{FEFF}a,b\r\n", [["a", "b"]]),
      ("\"a,\"\"b\"\"\r\nc\" ,\td", [["a,\"b\"\r\nc", "\td"]]),
      (" \"a\",\t\"b\"\t", [["a", "b"]]),
      ("\"\"", [[""]]),
      ("\"\"\"\"\"\"", [["\"\""]]),
      ("a\"b,c\"\"", [["a\"b", "c\"\""]]),
      (" a ,  ", [[" a ", "  "]]),
      ("é,\u{1F52B}", [["é", "\u{1F52B}"]]),
    ] as [(String, [[String]])])
  func fields(text: String, rows: [[String]]) {
    #expect(Self.texts(text) == rows)
  }

  @Test("lines count line ends inside quotes too, of any kind")
  func lines() {
    let rows = CSV.parse(bytes("a\n\"b\n\r\r\nc\"\rd\n\n\re"))
    #expect(rows.map(\.line) == [1, 2, 6, 9])
    #expect(rows[1].raw == bytes("\"b\n\r\r\nc\""))
    #expect(rows[1].fields[0].quoted)
    #expect(!rows[0].fields[0].quoted)
  }

  @Test("a row whose quotes make no sense ends with its line, and the next ones are read")
  func problems() {
    let rows = CSV.parse(bytes("a,1\n\"b\"x,2\nc,3\n\"d,4\ne,5\r\n"))
    #expect(rows.map(\.problem) == [nil, .textAfterQuote, nil, .tornQuote, nil])
    #expect(rows.map(\.line) == [1, 2, 3, 4, 5])
    #expect(rows.map { $0.fields.count } == [2, 1, 2, 1, 2])
    #expect(rows[1].fields[0].bytes == bytes("\"b\"x,2"))
    #expect(rows[3].raw == bytes("\"d,4"))
    #expect(!rows[3].fields[0].quoted)
  }

  @Test(
    "whole numbers",
    arguments: [
      ("566", 566), (" +7\t", 7), ("-0012", -12), ("\" 5 \"", 5), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("", nil), ("-", nil), ("1.0", nil),
      ("1 2", nil), ("0x1", nil), ("٣", nil),
    ] as [(String, Int?)])
  func integers(text: String, number: Int?) {
    #expect(CSV.parse(bytes(text + ",")).first?.fields[0].integer == number)
  }

  @Test("numbers, blanks and comparison")
  func values() {
    let fields = CSV.parse(bytes("1e-3, 2.5 ,x, \t,GUN,\"GU\"\"N\"")).first.map { Array($0.fields) } ?? []
    #expect(fields.map(\.number) == [0.001, 2.5, nil, nil, nil, nil])
    #expect(fields.map(\.isBlank) == [false, false, false, true, false, false])
    #expect(fields[4] == "GUN")
    #expect(fields[4] != "GUNS")
    #expect(fields[5] == "GU\"N")
    #expect(fields.map(\.column) == [1, 2, 3, 4, 5, 6])
  }

  @Test("the scanner agrees with one that goes character by character", arguments: 0..<20)
  func naiveTwin(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("csv").generator()
    let alphabet = Array("aa,,\"\"\"\n\r \t".utf8) + [0xFF, 0]
    for _ in 0..<100 {
      let text = (0..<generator.below(30)).map { _ in alphabet[generator.below(alphabet.count)] }
      let rows = CSV.parse(text)
      let twin = NaiveCSV.parse(text)
      #expect(rows.map { $0.fields.map(\.bytes) } == twin.map(\.fields), "\(text)")
      #expect(rows.map { $0.problem != nil } == twin.map(\.isMalformed), "\(text)")
      #expect(rows.map(\.line) == twin.map(\.line), "\(text)")
    }
  }

  @Test("any fields come back as they were written", arguments: 0..<20)
  func roundTrip(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("round trip").generator()
    let alphabet = Array("abc,\"\n\r \té".utf8) + [0xFF, 0xEF, 0xBB, 0xBF]
    for _ in 0..<50 {
      let rows = (0..<1 + generator.below(5)).map { _ in
        (0..<1 + generator.below(4)).map { _ in
          (0..<generator.below(6)).map { _ in alphabet[generator.below(alphabet.count)] }
        }
      }
      var writer = CSV.Writer()
      for row in rows { writer.row(row) }
      let again = CSV.parse(writer.bytes)
      #expect(again.map { $0.fields.map(\.bytes) } == rows)
      #expect(again.allSatisfy { $0.problem == nil })
    }
  }

  @Test("quotes stand only where they are needed")
  func quoting() {
    var writer = CSV.Writer()
    writer.row(["3 (20).wav", "a,b", "say \"x\"", " x", "x ", "", "a\nb", "5\""])
    writer.row([""])
    writer.field("a")
    writer.field(-12)
    writer.endRow()
    writer.row([String]())
    writer.verbatim(bytes("as, it \"stands"))
    #expect(
      writer.bytes
        == bytes(
          "3 (20).wav,\"a,b\",\"say \"\"x\"\"\",\" x\",\"x \",,\"a\nb\",\"5\"\"\"\n\"\"\na,-12\n\"\"\nas, it \"stands\n"
        ))
  }

  @Test("Python's csv reads what we write", .enabled(if: Python.isAvailable))
  func python() throws {
    // Skipped where no Python with numpy and safetensors is found: see `Python`.
    let folder = try TemporaryFolder()
    var writer = CSV.Writer()
    writer.row(["3 (20).wav", "a,b", "say \"x\"", " x ", "", "a\r\nb"])
    writer.row([""])
    try FileSystem.writePlain(writer.bytes, to: folder("a.csv"))
    let script = "import csv, sys; print(list(csv.reader(open(sys.argv[1], newline=''))))"
    #expect(
      Python.output(of: script, folder("a.csv"))
        == "[['3 (20).wav', 'a,b', 'say \"x\"', ' x ', '', 'a\\r\\nb'], ['']]\n")
  }
}

/// The slow twin: the same rules, one character at a time.
enum NaiveCSV {
  struct Row {
    var fields: [[UInt8]]
    var line: Int
    var isMalformed: Bool
  }

  static func parse(_ bytes: [UInt8]) -> [Row] {
    var rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var rows: [Row] = []
    var line = 1
    while !rest.isEmpty {
      if takeLineEnd(&rest) {
        line += 1
        continue
      }
      let whole = rest
      if let fields = takeRow(&rest) {
        rows.append(Row(fields: fields, line: line, isMalformed: false))
        line += lineEnds(whole[whole.startIndex..<rest.startIndex])
      } else {
        let first = whole.prefix { $0 != 10 && $0 != 13 }
        rows.append(Row(fields: [Array(first)], line: line, isMalformed: true))
        rest = whole[first.endIndex...]
      }
    }
    return rows
  }

  static func lineEnds(_ bytes: ArraySlice<UInt8>) -> Int {
    var (rest, count) = (bytes, 0)
    while !rest.isEmpty {
      if takeLineEnd(&rest) { count += 1 } else { rest.removeFirst() }
    }
    return count
  }

  static func takeLineEnd(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.starts(with: [13, 10]) {
      rest = rest.dropFirst(2)
    } else if rest.first == 10 || rest.first == 13 {
      rest = rest.dropFirst()
    } else {
      return false
    }
    return true
  }

  static func takeRow(_ rest: inout ArraySlice<UInt8>) -> [[UInt8]]? {
    var fields: [[UInt8]] = []
    while true {
      guard let field = takeField(&rest) else { return nil }
      fields.append(field)
      guard rest.first == UInt8(ascii: ",") else { return fields }
      rest.removeFirst()
    }
  }

  static func takeField(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    func ends(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == 10 || byte == 13 }
    var inside = rest.drop(while: isBlank)
    guard inside.first == UInt8(ascii: "\"") else {
      let field = rest.prefix { !ends($0) }
      rest = rest[field.endIndex...]
      return Array(field)
    }
    inside.removeFirst()
    var content: [UInt8] = []
    while let byte = inside.popFirst() {
      if byte != UInt8(ascii: "\"") {
        content.append(byte)
      } else if inside.first == UInt8(ascii: "\"") {
        content.append(inside.removeFirst())
      } else {
        rest = inside.drop(while: isBlank)
        return rest.isEmpty || ends(rest[rest.startIndex]) ? content : nil
      }
    }
    return nil
  }
}
