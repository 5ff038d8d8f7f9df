import Report
import Testing

@Suite("Letters")
struct FontTests {
  private let font = Font(size: 11)
  private let sentence = "gaussian_noise snr_db 12.3 seed 42, then a shelf of 3 dB above 2000 Hz and a mask"

  @Test("a longer text is wider, and a larger one too")
  func widths() {
    #expect(font.width(of: "") == 0)
    #expect(font.width(of: "mm") > font.width(of: "m") && font.width(of: "m") > 0)
    #expect(Font(size: 22).width(of: sentence) > 1.8 * font.width(of: sentence))
  }

  @Test(
    "text is cut to its width, at its end or in its middle",
    arguments: Array(stride(from: 0.0, to: 600, by: 7)))
  func cutting(_ width: Double) {
    for text in [font.elided(sentence, to: width), font.elidedInTheMiddle(sentence, to: width)] {
      #expect(font.width(of: text) <= width)
      #expect(text == sentence || text.contains("…") || width < 20)
    }
    guard width > 60, width < font.width(of: sentence) else { return }
    #expect(sentence.hasPrefix(font.elided(sentence, to: width).dropLast()))
    let middle = font.elidedInTheMiddle(sentence, to: width).split(separator: "…")
    #expect(middle.count == 2 && sentence.hasPrefix(middle[0]) && sentence.hasSuffix(middle[1]))
  }

  @Test("wrapped lines fit, and together say everything where there is room", arguments: [110.0, 160, 250])
  func wrapping(_ width: Double) {
    let lines = font.wrapped(sentence, to: width, lines: 50)
    #expect(lines.allSatisfy { font.width(of: $0) <= width })
    #expect(lines.joined(separator: " ") == sentence)
    let few = font.wrapped(sentence, to: width, lines: 2)
    #expect(few.count == 2 && few[0] == lines[0])
    #expect(few[1].hasSuffix("…") == (lines.count > 2))
  }

  @Test("a word wider than the line is broken, a line narrower than a letter ends the text")
  func narrow() {
    let word = String(repeating: "m", count: 50)
    #expect(font.wrapped(word, to: 100, lines: 99).joined() == word)
    #expect(font.wrapped(word, to: 0, lines: 3).count == 3)
    #expect(font.wrapped(word, to: .nan, lines: 3).count <= 3)
    #expect(font.wrapped("", to: 100, lines: 3).isEmpty)
    #expect(font.wrapped(word, to: 100, lines: 0).isEmpty)
  }

  @Test("control characters, line ends and turned writing are replaced, absurd lengths cut")
  func cleaning() {
    #expect(LegibleText.cleaned("a\0b\u{1B}[31m\n\u{202E}c\u{85}") == "a�b�[31m��c�")
    #expect(LegibleText.cleaned("Grüße, 銃, ½") == "Grüße, 銃, ½")
    let bomb = "e" + String(repeating: "\u{301}", count: 200_000)
    #expect(LegibleText.cleaned(bomb).unicodeScalars.count == LegibleText.maximumLength)
    #expect(font.width(of: font.elided(bomb + bomb, to: 100)) <= 100)
  }

  @Test("any text is drawn", arguments: ["銃声 🔫", "\u{FFFF}\u{10FFFF}", "�\0", "عربي"])
  func anyText(_ text: String) throws {
    let canvas = try Canvas(width: 120, height: 30)
    canvas.text(text, x: 2, y: 2, font)
    canvas.risingText(text, x: 90, y: 28, font)
    #expect(DecodedPNG(try canvas.png()) != nil)
  }

  @Test("without any font Cairo's own strokes are drawn", arguments: [Font.builtIn, "no such family"])
  func withoutFonts(_ family: String) throws {
    let font = Font(size: 14, isBold: false, family: family)
    let canvas = try Canvas(width: 120, height: 30)
    canvas.text("gun 0.93", x: 2, y: 2, font)
    let picture = try #require(DecodedPNG(canvas.png()))
    #expect(picture.count(otherThan: .paper) > 50)
    #expect((20.0..<110).contains(font.width(of: "gun 0.93")))
  }

  @Test("text ends where its alignment says")
  func alignment() throws {
    func inked(_ alignment: Alignment) throws -> ClosedRange<Int> {
      let canvas = try Canvas(width: 200, height: 20)
      canvas.text("HHHHH", x: 100, y: 2, font, .ink, alignment)
      let picture = try #require(DecodedPNG(canvas.png()))
      let columns = (0..<200).filter { picture.column($0).contains { $0 != .paper } }
      return try #require(columns.first)...#require(columns.last)
    }
    #expect(try inked(.left).lowerBound >= 100)
    #expect(try inked(.right).upperBound < 100)
    let center = try inked(.center)
    #expect(abs(center.lowerBound + center.upperBound - 200) <= 3)
  }

  @Test("rising text is level text turned to the left")
  func rising() throws {
    let canvas = try Canvas(width: 60, height: 60)
    canvas.risingText("HHHH", x: 20, y: 55, font)
    let picture = try #require(DecodedPNG(canvas.png()))
    let columns = (0..<60).filter { picture.column($0).contains { $0 != .paper } }
    let rows = (0..<60).filter { y in (0..<60).contains { picture[$0, y] != .paper } }
    #expect(columns.count < 14 && rows.count > 20)
    #expect(try #require(columns.first) >= 20 && #require(rows.last) <= 55)
  }
}
