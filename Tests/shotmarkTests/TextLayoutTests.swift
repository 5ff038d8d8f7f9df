import Basis
import Testing
import shotmark

@Suite("Laying out text")
struct TextLayoutTests {
  @Test("Wrapping keeps all words in order and every line within the width")
  func wrapped() {
    for trial in 0..<300 {
      var generator = RandomKey(seed: 9).adding(trial).generator()
      let words = (0..<generator.below(40)).map { _ in String(repeating: "w", count: 1 + generator.below(10))
      }
      let (width, indent) = (12 + generator.below(60), generator.below(2))
      let text = TextLayout.wrap(words.joined(separator: " "), width: width, indent: indent)
      #expect(text.split { $0 == " " || $0 == "\n" }.map(String.init) == words)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    }
  }

  @Test("A name too long for its column stands on a line of its own")
  func entry() {
    #expect(TextLayout.entry("ab", "cd ef", column: 5, width: 8) == "ab   cd\n     ef")
    #expect(TextLayout.entry("abcd", "cd", column: 5, width: 8) == "abcd\n     cd")
    #expect(TextLayout.entry("abcd", "", column: 5, width: 8) == "abcd")
  }
}
