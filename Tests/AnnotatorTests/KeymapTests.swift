import Annotator
import Files
import Screen
import Testing

@Suite("Keys") struct KeymapTests {
  private static func keymap(_ text: String) throws -> Keymap {
    try Keymap(json: Array(text.utf8), name: "keys.json")
  }

  @Test("Every act has a key, and no key does two things")
  func complete() {
    for act in Act.allCases { #expect(!Keymap.standard.keys(act).isEmpty) }
    let plain = Act.allCases.filter {
      !["burst-more", "burst-fewer", "burst-slower", "burst-faster"].contains($0.rawValue)
    }
    let keys = plain.flatMap { Keymap.standard.keys($0) }
    #expect(Set(keys).count == keys.count)
  }

  @Test("A file says other keys, and takes them from the acts that had them")
  func remapped() throws {
    let keymap = try Self.keymap(#"{"accept": ["y", "Enter"], "reject": "n", "done": ["F2"]}"#)
    #expect(keymap.act(.character("y")) == .accept && keymap.act(.enter) == .accept)
    #expect(keymap.act(.character("n")) == .reject && keymap.act(.function(2)) == .done)
    #expect(keymap.act(.character("x")) == nil)
    #expect(keymap.act(.character("u")) == .undo)
  }

  @Test(
    "What is no act, no key, or given twice is refused with its place",
    arguments: [
      (#"{"acept": "y"}"#, "acept is no act"), (#"{"accept": "Entre"}"#, "is no key"),
      (#"{"accept": "y", "reject": ["y"]}"#, "y is given to accept already"),
      (#"["accept"]"#, "is no object"),
      (#"{"accept": 3}"#, "is no key"),
    ])
  func wrong(text: String, words: String) {
    #expect { try Self.keymap(text) } throws: { error in
      "\(error)".contains(words) && "\(error)".contains("keys.json")
    }
  }

  @Test("The help page names every act with its keys, within the screen", arguments: [40, 80, 200])
  func help(columns: Int) {
    let lines = HelpPage.lines(.standard, columns: columns)
    let text = lines.joined(separator: " ")
    for act in Act.allCases { #expect(text.contains(Keymap.standard.name(act))) }
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
    #expect(text.contains("In doubt: ignore."))
  }
}
