import Basis
import Testing
import shotmark

@Suite("Words of errors")
struct ErrorTextTests {
  private struct Hostile: ThreePartError {
    let what = "a\u{1B}[2Jb\nc"
    let place = "x\ty"
    let remedy = "z\u{9B}"
  }
  private struct Plain: Error, CustomStringConvertible { let description = "it broke" }

  @Test("Each part takes one line, and a terminal obeys none of it")
  func hostile() {
    let text = ErrorText.text(of: Hostile(), colour: false)
    #expect(text == "error: a [2Jb c\n   at: x y\n  fix: z \n")
    let warning = ErrorText.text(of: Hostile(), word: "warning", colour: false)
    #expect(warning.hasPrefix("warning: a"))
    #expect(warning.contains("\n     at: x y\n"))
  }

  @Test("An error without parts is given them")
  func wrapped() {
    let error = ErrorText.threeParts(of: Plain(), place: "a.wav")
    #expect(error.what == "it broke")
    #expect(error.place == "a.wav")
    #expect(error.remedy.contains("report it"))
  }
}
