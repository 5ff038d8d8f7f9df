import Basis
import Screen
import Terminal
import Testing

@Suite("Keys from bytes") struct KeyDecoderTests {
  private static func events(_ text: String, keys: [[UInt8]: Key] = [:]) -> [TerminalEvent] {
    var decoder = KeyDecoder(keys: keys)
    return decoder.feed(text.utf8) + decoder.endOfPatience()
  }

  static let known: [(String, [Key])] = [
    ("a", [.character("a")]), ("Z ~", [.character("Z"), .character(" "), .character("~")]),
    ("é界🔫", [.character("é"), .character("界"), .character("🔫")]),
    ("\r\n\t", [.enter, .enter, .tab]), ("\u{7F}\u{8}", [.backspace, .backspace]),
    ("\u{1}\u{12}\u{1A}", [.control("a"), .control("r"), .control("z")]),
    ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}x", [.escape, .character("x")]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", [.up, .down, .right, .left]),
    ("\u{1B}[1;5C\u{1B}[1;2A\u{1B}O5D\u{1B}[a", [.right, .up, .left, .up]),
    (
      "\u{1B}[H\u{1B}[F\u{1B}OH\u{1B}OF\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~",
      [.home, .end, .home, .end, .home, .end, .home, .end]
    ),
    ("\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6~\u{1B}[3;5~", [.insert, .delete, .pageUp, .pageDown, .delete]),
    ("\u{1B}[Z", [.backTab]), ("\u{1B}[1;2Z", [.backTab]),
    ("\u{1B}OP\u{1B}OQ\u{1B}OR\u{1B}OS", [.function(1), .function(2), .function(3), .function(4)]),
    (
      "\u{1B}[11~\u{1B}[15~\u{1B}[17~\u{1B}[21~\u{1B}[23~\u{1B}[24~",
      [.function(1), .function(5), .function(6), .function(10), .function(11), .function(12)]
    ),
    ("\u{1B}[[A\u{1B}[[E", [.function(1), .function(5)]), ("\u{1B}[1;2P", [.function(1)]),
    (
      "\u{1B}Op\u{1B}Oy\u{1B}Ok\u{1B}Om\u{1B}OM",
      [.character("0"), .character("9"), .character("+"), .character("-"), .enter]
    ),
  ]

  @Test("Every key comes as what terminals send for it", arguments: known)
  func keys(text: String, keys: [Key]) {
    #expect(Self.events(text) == keys.map { .key($0) })
  }

  @Test("However the bytes are cut apart on their way, the keys are the same", arguments: known)
  func cut(text: String, keys: [Key]) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      let events = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) + decoder.endOfPatience()
      #expect(events == keys.map { .key($0) })
    }
  }

  @Test("Every key that has a name can be typed, but for letters that share their code")
  func complete() {
    let typed = Set(Self.known.flatMap { $0.1 })
    let others: [Key] = [
      .enter, .tab, .backTab, .backspace, .escape, .delete, .insert, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown,
    ]
    for key in others { #expect(typed.contains(key), "\(key)") }
    for value in UInt8(1)...26 where ![8, 9, 10, 13].contains(value) {
      let letter = Unicode.Scalar(value + 96)
      #expect(Self.events(String(Unicode.Scalar(value))) == [.key(.control(letter))])
    }
  }

  @Test("What the terminal's description says counts before what is usual")
  func described() {
    let keys: [[UInt8]: Key] = [
      Array("\u{1B}[P".utf8): .delete, Array("\u{1B}OA".utf8): .home, Array("\u{1B}A".utf8): .up,
    ]
    #expect(Self.events("\u{1B}[P\u{1B}OA\u{1B}A", keys: keys) == [.key(.delete), .key(.home), .key(.up)])
  }

  @Test("Unknown sequences and answers to questions nobody asked are no keys")
  func unknown() {
    let junk =
      "\u{1B}[?62;22c\u{1B}[I\u{1B}[O\u{1B}[99~\u{1B}[27;5;9u\u{1B}]11;rgb:0/0/0\u{7}\u{1B}]0;x\u{1B}\\\u{1B}Pab\u{1B}\\"
    #expect(Self.events(junk + "k") == [.key(.character("k"))])
  }

  @Test("Pasted text is no keys")
  func pasted() {
    #expect(
      Self.events("a\u{1B}[200~xAd\u{1B}[A\nq\u{1B}[201~b") == [.key(.character("a")), .key(.character("b"))])
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~dd".utf8).isEmpty)
    #expect(decoder.patience == 1)
    // Its end got lost.
    #expect(decoder.endOfPatience().isEmpty)
    #expect(decoder.feed("a".utf8) == [.key(.character("a"))])
  }

  @Test("Bytes that are no characters are left out, and those around them are not")
  func invalid() {
    let bytes: [UInt8] = [
      0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0xE0, 0x80, 0xAF, 0xC2, 0x85, 0x80, 0x63, 0,
    ]
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes) == ["a", "b", "c"].map { .key(.character($0)) })
  }

  private func mouse(_ act: MouseEvent.Act, _ column: Int, _ row: Int) -> TerminalEvent {
    .mouse(MouseEvent(act, column: column, row: row))
  }

  @Test("Click, drag, release and wheel, in both ways to tell them")
  func mouseEvents() {
    let told =
      "\u{1B}[<0;5;7M\u{1B}[<32;300;100M\u{1B}[<0;301;100m\u{1B}[<64;1;1M\u{1B}[<65;1;1M\u{1B}[<4;2;2M"
    #expect(
      Self.events(told) == [
        mouse(.press, 4, 6), mouse(.drag, 299, 99), mouse(.release, 300, 99), mouse(.wheelUp, 0, 0),
        mouse(.wheelDown, 0, 0), mouse(.press, 1, 1),
      ])
    #expect(
      Self.events("\u{1B}[M %'\u{1B}[M@&(\u{1B}[M#&(\u{1B}[M`!!") == [
        mouse(.press, 4, 6), mouse(.drag, 5, 7), mouse(.release, 5, 7), mouse(.wheelUp, 0, 0),
      ])
  }

  @Test("Other buttons, places that are none and torn reports tell nothing")
  func otherMouse() {
    let told =
      "\u{1B}[<1;5;5M\u{1B}[<2;5;5M\u{1B}[<2;5;5m\u{1B}[<35;5;5M\u{1B}[<0;0;5M\u{1B}[<0;5M\u{1B}[<M\u{1B}[<0;5;5m"
    #expect(Self.events(told).isEmpty)
    let far = Self.events("\u{1B}[<0;99999999999999999999;1M")
    #expect(far == [mouse(.press, 99_998, 0)])
  }

  @Test("After any bytes and a silence a key is that key")
  func anyBytes() {
    for number in 0..<3000 {
      var generator = RandomKey(seed: 9).adding("bytes").adding(number).generator()
      // The bytes that matter come often.
      let common = Array("\u{1B}[OM<;0123~ABZ]\\".utf8)
      let bytes = (0..<generator.integer(in: 1...40)).map { _ in
        generator.below(3) == 0 ? UInt8(generator.below(256)) : common[generator.below(common.count)]
      }
      var decoder = KeyDecoder()
      _ = decoder.feed(bytes)
      _ = decoder.endOfPatience()
      #expect(decoder.patience == nil)
      #expect(decoder.feed("k".utf8) == [.key(.character("k"))], "\(bytes)")
    }
  }
}
