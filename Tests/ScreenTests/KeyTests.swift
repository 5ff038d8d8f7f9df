import Screen
import Testing

@Suite("Names of keys") struct KeyTests {
  static let keys: [Key] =
    [
      .enter, .tab, .backTab, .backspace, .escape, .delete, .insert, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .character(" "), .control("a"), .control("z"),
    ]
    + (1...12).map { .function($0) } + (33...126).compactMap { Unicode.Scalar($0) }.map { .character($0) }

  @Test("Every key is the key of its name", arguments: keys)
  func roundTrip(key: Key) { #expect(Key(name: key.name) == key) }

  @Test("No two keys share a name")
  func distinct() { #expect(Set(KeyTests.keys.map(\.name)).count == KeyTests.keys.count) }

  @Test("Names of more than one letter are read in any case")
  func anyCase() {
    #expect(Key(name: "ctrl-r") == .control("r") && Key(name: "SPACE") == .character(" "))
    #expect(Key(name: "a") != Key(name: "A"))
  }

  @Test(
    "What is no key has none",
    arguments: ["", " ", "\u{7F}", "F0", "F13", "Ctrl-", "Ctrl-1", "Ctrl-ab", "fx"])
  func none(name: String) { #expect(Key(name: name) == nil) }
}
