import Basis
import Files
import Testing

@Suite("shotmark info")
struct InfoRunTests {
  /// Runs the command in a folder.
  private func shotmark(_ folder: Path, _ words: String...) throws -> Finished {
    try Program.run(Program.shotmark, words.map { Array($0.utf8) }, in: folder)
  }

  @Test("Each kind of file is told, as text and as JSON; what cannot be read does not stop the others")
  func kinds() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth", "--into", "A", "--minutes", "1", "-q").status == 0)
      try AtomicFile.write([1, 2, 3], to: folder.appending("broken.wav"))
      try AtomicFile.write(Array("a.wav,3,9\nb (1).wav,7\n".utf8), to: folder.appending("index.csv"))
      let tables = ["GUN.csv", "reviewed.csv", "ignore.csv"].map { "A/Annotations/\($0)" }
      let wav = try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
      let recording = "A/\(try #require(wav.first))"
      let files = tables + ["index.csv", "A", recording, "broken.wav", "missing.safetensors"]

      let run = try Program.run(
        Program.shotmark, (["info", "--json"] + files).map { Array($0.utf8) }, in: folder)
      #expect(run.status == 1)
      let entries = try #require(JSON.parse(run.output, name: "info").array)
      #expect(
        entries.map { $0["kind"]?.string } == [
          "tag file", "reviewed spans", "ignored spans", "tag file", "folder", "recording",
        ])
      #expect(entries[0]["label"]?.string == "GUN")
      #expect(entries[1]["recordings"]?.int == wav.count)
      #expect(entries[3]["recordings"]?.int == 2 && entries[3]["tags"]?.int == 3)
      #expect(entries[4]["recordings"]?.int == wav.count)
      let seconds = try #require(entries[5]["seconds"]?.double)
      #expect(entries[5]["samples_at_16_khz"]?.int == Int((seconds * 16_000).rounded()))
      #expect(run.messages.split(separator: "\n").filter { $0.hasPrefix("error: ") }.count == 2)

      let text = try shotmark(folder, "info", "index.csv")
      #expect(text.status == 0)
      #expect(text.text.hasPrefix("index.csv: tag file\n  label                     none\n  recordings"))
    }
  }

  @Test("Control characters in a name do not reach the terminal")
  func hostile() throws {
    try Scratch.folder { folder in
      let name = "a\u{1B}[2Jb"
      try FileSystem.makeFolder(folder.appending(Path(name)))
      let run = try shotmark(folder, "info", name)
      #expect(run.status == 0)
      #expect(run.text.hasPrefix("a\\x1b[2Jb: folder\n"))
    }
  }
}
