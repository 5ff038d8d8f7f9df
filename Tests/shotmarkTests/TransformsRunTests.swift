import Basis
import Files
import Testing

@Suite("shotmark transforms")
struct TransformsRunTests {
  @Test("Every transform has a line, and a page with units, ranges and defaults that a recipe takes")
  func pages() throws {
    let list = try Program.shotmark("transforms")
    #expect(list.status == 0)
    let names = list.text.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count == Set(names).count && names.count > 30)
    #expect(Set(["gain", "time_shift", "mix_up", "frame_mask"]).isSubset(of: names))
    for name in names {
      let page = try Program.shotmark("transforms", name)
      #expect(page.status == 0 && page.text.hasPrefix("\(name): "))
      let lines = page.text.split(separator: "\n")
      #expect(
        lines.count { $0.hasPrefix("      allowed: ") && $0.contains("default: ") }
          == lines.count {
            $0.hasPrefix("  ") && !$0.hasPrefix("      ")
          }, "\(name)")
    }
    let two = try Program.shotmark("transforms", "gain", "level").text
    #expect(two.contains("gain_db [dB]") && two.contains("rms_db [dB relative to full scale]"))
  }

  @Test("A misspelt name gets the nearest one")
  func misspelt() throws {
    let run = try Program.shotmark("transforms", "gian")
    #expect(run.status == 2 && run.text.isEmpty)
    #expect(run.messages.contains("did you mean gain?"), "\(run.messages)")
  }
}
