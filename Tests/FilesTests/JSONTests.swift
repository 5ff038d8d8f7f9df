import Basis
import Files
import Testing

@Suite("JSON")
struct JSONTests {
  static func parsed(_ text: String) throws -> JSON.Value { try JSON.parse(bytes(text), name: "x.json") }

  @Test("values know what they are and where they stood")
  func positions() throws {
    let value = try Self.parsed(
      "\u{FEFF}{\r\n  \"a\": [1, \"é\u{1F52B}\", null],\n\t\"b\": -2.50e+1, \"c\": true}\n")
    let list = try #require(value["a"]?.array)
    #expect(list.map(\.int) == [1, nil, nil])
    #expect(list[1].string == "é\u{1F52B}")
    #expect(list[2].isNull)
    #expect(list.map(\.line) == [2, 2, 2])
    #expect(list.map(\.column) == [9, 12, 18])
    #expect(value["b"]?.double == -25)
    #expect(value["b"]?.int == nil)
    #expect(value["c"]?.bool == true)
    #expect(value["d"] == nil)
    #expect(value.object?.map(\.key) == ["a", "b", "c"])
    #expect(value.object?.map(\.line) == [2, 3, 3])
    #expect(value.object?.map(\.column) == [3, 2, 17])
    #expect((value.line, value.column) == (1, 1))
  }

  @Test("escapes")
  func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\uD83D\udd2b\u0000""#
    #expect(try Self.parsed(text).string == "\"\\/\u{8}\u{C}\n\r\té\u{1F52B}\0")
  }

  @Test(
    "what is no JSON is refused where it goes wrong",
    arguments: [
      ("", 1, 1), (" \n ", 2, 2), ("[1,]", 1, 3), ("{\"a\":1,}", 1, 7), ("[1 2]", 1, 4), ("[1", 1, 3),
      ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2), ("{\"a\":1,\n \"a\":2}", 2, 2), ("01", 1, 1), ("-", 1, 2),
      ("1.", 1, 3), (".5", 1, 1), ("1e", 1, 3), ("+1", 1, 1), ("1e999", 1, 1), ("NaN", 1, 1), ("nul", 1, 1),
      ("'a'", 1, 1), ("\"a", 1, 3), ("\"é\n\"", 1, 3), ("\"\t\"", 1, 2), ("\"\\x\"", 1, 2),
      ("\"\\u12g4\"", 1, 6),
      ("\"\\ud800\"", 1, 2), ("\"é\\ud800\\u0041\"", 1, 3), ("\"\\udc00\"", 1, 2), ("1 // one", 1, 3),
      ("# x\n1", 1, 1), ("[1]]", 1, 4), ("true false", 1, 6), ("[\n\n  tru]", 3, 3), ("{\"a\":}", 1, 6),
      ("{,}", 1, 2), ("[,1]", 1, 2), ("{\"a\":1 \"b\":2}", 1, 8), ("\"\\", 1, 3),
    ] as [(String, Int, Int)])
  func malformed(text: String, line: Int, column: Int) throws {
    let error = #expect(throws: FileError.self) { try Self.parsed(text) }
    guard case .malformed("x.json", line, column, _, _)? = error else {
      Issue.record("\(error.map(\.description) ?? "no error")")
      return
    }
  }

  @Test(
    "bytes that are not UTF-8, overlong ones and surrogates among them",
    arguments: [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func notUTF8(content: [UInt8]) {
    #expect(throws: FileError.self) {
      try JSON.parse([0x22] + content + [0x22], name: "x.json")
    }
  }

  @Test("nesting is bounded, so that no file can exhaust the stack")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try Self.parsed(nested(128)).array?.count == 1)
    #expect(throws: FileError.self) { try Self.parsed(nested(129)) }
    #expect(throws: FileError.self) { try Self.parsed(String(repeating: "{\"a\":[", count: 1_000_000)) }
  }

  static func drawnBits(_ seed: Int) -> [UInt64] {
    var generator = RandomKey(seed: UInt64(seed)).adding("json").generator()
    return (0..<200).map { _ in generator.next() }
  }

  @Test("numbers are written with the digits that give them back", arguments: 0..<10)
  func doubles(seed: Int) throws {
    let numbers = Self.drawnBits(seed).map { Double(bitPattern: $0) }.filter { $0.isFinite }
    let again = try numbers.map { try Self.parsed(JSON.Value.number($0).text()).double?.bitPattern }
    #expect(again == numbers.map(\.bitPattern))
  }

  @Test("so are single-precision numbers, with fewer digits", arguments: 0..<10)
  func floats(seed: Int) throws {
    let numbers = Self.drawnBits(seed).map { Float(bitPattern: UInt32($0 >> 32)) }.filter { $0.isFinite }
    let again = try numbers.map { Float(try Self.parsed(JSON.Value.number($0).text()).double ?? .nan) }
    #expect(again.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(JSON.Value.number(0.1 as Float).text(pretty: false) == "0.1")
  }

  @Test("numbers at the edges")
  func numbers() throws {
    #expect(JSON.Value.number(Int.min).text(pretty: false) == "-9223372036854775808")
    #expect(try Self.parsed("9007199254740993").int == 9_007_199_254_740_993)
    #expect(JSON.Value.number(Double.nan).isNull)
    #expect(JSON.Value.number(-Float.infinity).isNull)
  }

  static let sample: JSON.Value = [
    "b": [1, 2.5, -3e-7], "a": ["x\n\"é\u{1}\\": .null, "y": true], "c": [], "d": [:], "e": [[1], ["z"]],
  ]

  @Test("what is written is read again", arguments: [true, false])
  func roundTrip(pretty: Bool) throws {
    #expect(try JSON.parse(Self.sample.bytes(pretty: pretty), name: "x.json") == Self.sample)
  }

  @Test("the text of a value never changes")
  func text() {
    #expect(
      Self.sample.text(pretty: false)
        == #"{"b":[1,2.5,-3e-07],"a":{"x\n\"é\u0001\\":null,"y":true},"c":[],"d":{},"e":[[1],["z"]]}"#)
    #expect(
      Self.sample.text() == """
        {
          "b": [1, 2.5, -3e-07],
          "a": {
            "x\\n\\"é\\u0001\\\\": null,
            "y": true
          },
          "c": [],
          "d": {},
          "e": [
            [1],
            [
              "z"
            ]
          ]
        }

        """)
  }

  @Test("no bytes make the reader trap", arguments: 0..<20)
  func mutations(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).adding("mutations").generator()
    let whole = Self.sample.bytes()
    for _ in 0..<300 {
      var text = whole
      for _ in 0..<1 + generator.below(3) {
        text[generator.below(text.count)] = UInt8(generator.below(256))
      }
      text.removeLast(generator.below(4))
      guard let value = try? JSON.parse(text, name: "x.json") else { continue }
      #expect((try? JSON.parse(value.bytes(), name: "x.json")) == value)
    }
  }
}
