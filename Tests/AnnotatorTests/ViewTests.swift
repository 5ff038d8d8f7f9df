import Annotator
import Basis
import Files
import Screen
import Testing

@Suite("The screen") struct ViewTests {
  @Test(
    "Any model has a screen of any size, with nothing on it that the terminal could not show",
    arguments: 0..<600)
  func anything(number: Int) {
    let model = DrawnModel.model(number)
    let grid = view(model, model.size)
    #expect(grid.size == model.size)
    #expect(grid.cells.allSatisfy { Cell.showable($0.character) == $0.character })
    if model.glyphs == .ascii {
      #expect(grid.cells.allSatisfy { (0x20...0x7E).contains($0.character.value) })
    }
    if model.glyphs < .braille {
      #expect(grid.cells.allSatisfy { !(0x2800...0x28FF).contains($0.character.value) })
    }
    if model.colors == .none {
      #expect(grid.cells.allSatisfy { $0.style.foreground == .terminal && $0.style.background == .terminal })
    }
    if model.colors == .eight {
      #expect(grid.cells.allSatisfy { ViewTests.isOfEight($0.style.foreground) })
      #expect(grid.cells.allSatisfy { ViewTests.isOfEight($0.style.background) })
    }
  }

  private static func isOfEight(_ color: Color) -> Bool {
    switch color {
    case .terminal: true
    case .indexed(let index): index < 8
    case .rgb: false
    }
  }

  @Test("A screen that is too small says how large it must be, as long as that fits itself")
  func tooSmall() {
    let session = MadeSession.range(Size(columns: 80, rows: 24))
    for size in [Size(columns: 39, rows: 10), Size(columns: 200, rows: 9), Size(columns: 39, rows: 1)] {
      let text = view(session.model, size).text
      #expect(text.contains("40×10"))
    }
  }

  @Test("The title shortens a long path in its middle, and keeps its number")
  func title() {
    var sound = MadeSound(seconds: 1, background: 0.1, seed: 1)
    sound.addShot(at: 4000, amplitude: 0.5)
    let path = Path(
      bytes: Array("folder/".utf8) + [0xFF, 0x07] + Array(repeating: UInt8(ascii: "y"), count: 90))
    let size = Size(columns: 80, rows: 24)
    let title = view(MadeSession(sound, size: size, path: path).model, size).text(row: 0)
    #expect(title.hasPrefix("recording 2 of 3 · folder/▯▯y"))
    #expect(title.contains("y…y"))
    #expect(title.contains("0:01.000"))
    let readOnly = view(MadeSession(sound, size: size, path: path, isReadOnly: true).model, size).text(row: 0)
    #expect(readOnly.contains("READ ONLY"))
  }

  @Test("A text is shortened to the columns there are", arguments: 0..<40)
  func elided(columns: Int) {
    let short = TitleText.elided("gundata/AK-12/3 (20).wav", columns: columns)
    #expect(short.unicodeScalars.count == min(columns, 24))
    if (4..<24).contains(columns) { #expect(short.contains("…")) }
  }

  @Test("The footer names the keys that the user has, and no entry in part")
  func footer() throws {
    let keymap = try Keymap(json: Array(#"{"accept": ["F2"], "reject": "r"}"#.utf8), name: "keys.json")
    var model = MadeSession.range(Size(columns: 80, rows: 24)).model
    let usual = view(model, model.size).text(row: 23)
    #expect(usual.hasPrefix("Enter accept  x reject"))
    let own = Model(queue: model.queue, labels: model.labels, size: model.size, keymap: keymap)
    var opened = own
    _ = update(&opened, .opened(try #require(model.recording)))
    _ = update(&opened, .proposals(model.proposals, index: 1, isComplete: true))
    #expect(view(opened, opened.size).text(row: 23).hasPrefix("F2 accept  r reject"))
    for columns in 40..<160 {
      model.size = Size(columns: columns, rows: 24)
      let row = view(model, model.size).text(row: 23)
      let wide = view(model, Size(columns: 300, rows: 24)).text(row: 23)
      #expect(wide.hasPrefix(row))
      #expect(row == wide || wide.dropFirst(row.count).hasPrefix("  "))
    }
  }

  @Test(
    "The status line keeps the place, the proposal, what comes next and whether all is saved",
    arguments: [60, 80, 120, 200])
  func status(columns: Int) {
    let size = Size(columns: columns, rows: 24)
    var session = MadeSession.range(size)
    let before = view(session.model, size).text(row: 21)
    #expect(before.hasPrefix("#61000  0:03.812"))
    #expect(before.hasSuffix(" saved"))
    #expect(before.contains("1/12") || before.contains("proposal 1 of 12"))
    session.press("Enter 1 2")
    let after = view(session.model, size).text(row: 21)
    #expect(after.hasPrefix("12×"))
    #expect(after.hasSuffix("unsaved"))
    #expect(after.contains("2 GUN"))
    if columns >= 80 { #expect(after.contains("col") && after.contains("next")) }
  }

  @Test("A question shows the end of what is typed, with the cursor behind it", arguments: [10, 24])
  func prompt(rows: Int) throws {
    let size = Size(columns: 40, rows: rows)
    var session = MadeSession.range(size)
    session.press("/ 1 : 2 3")
    let row = rows == 10 ? 9 : 22
    let grid = view(session.model, size)
    #expect(grid.text(row: row) == "go to: 1:23")
    #expect(grid[11, row].style.isReversed)
    session.press((0..<60).map { String($0 % 10) }.joined(separator: " "))
    #expect(view(session.model, size)[38, row].character == "9")
  }

  @Test(
    "Every line of the help page can be scrolled to",
    arguments: [Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 100, rows: 90)])
  func help(size: Size) {
    var session = MadeSession.range(size)
    session.press("?")
    var seen: [String] = []
    for _ in 0..<60 {
      guard case .help(let line) = session.model.mode else { break }
      let grid = view(session.model, size)
      for row in 1..<size.rows - 1 where line + row > seen.count { seen.append(grid.text(row: row)) }
      session.press("Space")
    }
    #expect(
      Array(seen.prefix(HelpPage.lines(.standard, columns: size.columns).count))
        == HelpPage.lines(.standard, columns: size.columns))
  }

  @Test("Every proposal of the contact sheet shows its letter, and whether it is chosen", arguments: 0..<60)
  func sheet(number: Int) {
    var random = RandomKey(seed: 6).adding(number).generator()
    let size = number == 0 ? Layout.least : Size(columns: 40 + random.below(200), rows: 10 + random.below(60))
    var session = MadeSession.range(size, glyphs: number % 2 == 0 ? .braille : .ascii, colors: .none)
    let offsets = (0..<1 + random.below(24)).map { 20_000 * (1 + $0) }
    let isChosen = offsets.map { _ in random.below(2) == 0 }
    let items = offsets.map { Sheet.Item(recording: "range/a.wav", offset: $0, score: random.unit()) }
    session.model.mode = .sheet(Sheet(items, isChosen: isChosen))
    let grid = view(session.model, size)
    let rows = 1..<Layout(size).status.row
    let text = rows.map { grid.text(row: $0) }.joined(separator: "\n")
    let (yes, no): (Character, Character) = session.model.glyphs == .ascii ? ("+", ".") : ("✓", "·")
    for (index, isChosen) in isChosen.enumerated() {
      let letter = String(Character(Unicode.Scalar(UInt8(97 + index))))
      let sign = String(isChosen ? yes : no)
      #expect(
        text.contains("\(letter) \(sign)") || text.contains(letter + sign),
        "\(letter) of \(offsets.count), \(size)")
    }
  }
}
