import Basis
import Files
import Testing

@Suite("shotmark agree")
struct AgreeRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try Program.run(Program.shotmark, line.split(separator: " ").map { Array($0.utf8) }, in: folder)
  }

  private func write(_ text: String, as name: Path, in folder: Path) throws {
    try FileSystem.makeFolder(folder.appending(name).folder)
    try AtomicFile.write(Array(text.utf8), to: folder.appending(name))
  }

  private func read(_ name: Path, in folder: Path) throws -> String {
    String(decoding: try FileSystem.read(folder.appending(name)), as: UTF8.self)
  }

  /// 40 samples later what both have; each has one that the other has not; b was listened to and nothing found.
  private func files(_ folder: Path) throws {
    try write("a.wav,100,5000,30000\nb.wav,7\n", as: "A/GUN.csv", in: folder)
    try write("a.wav,140,9000,30040\nz.wav,5\n", as: "B/GUN.csv", in: folder)
    try write("b.wav,0,16000,listened\n", as: "B/reviewed.csv", in: folder)
  }

  @Test("Figures, offset and disputes, as JSON and as tables")
  func figures() throws {
    try Scratch.folder { folder in
      try files(folder)
      let run = try shotmark(folder, "agree A/GUN.csv B/GUN.csv --json")
      #expect(run.status == 0 && run.messages.isEmpty)
      let json = try JSON.parse(run.output, name: "agree")
      #expect(["recordings", "both", "only_first", "only_second"].map { json[$0]?.int } == [2, 2, 2, 1])
      #expect(json["f"]?.double == 4.0 / 7 && json["offset_ms"]?["median"]?.double == 2.5)
      #expect(json["disputes"]?.array?.compactMap { $0["offset"]?.int } == [5000, 9000, 7, 5])
      let table = try shotmark(folder, "agree A/GUN.csv B/GUN.csv")
      #expect(table.text.hasPrefix("2 recordings known to both; 0 only to the first, 1 only to the second"))
      #expect(table.text.contains("second *"))
    }
  }

  @Test("Disputes are proposals with scores; one file of both is written once and never over another")
  func written() throws {
    try Scratch.folder { folder in
      try files(folder)
      let line = "agree A/GUN.csv B/GUN.csv --disputes D/GUN.csv --merge M/GUN.csv"
      for _ in 0..<2 { #expect(try shotmark(folder, line).status == 0) }
      #expect(try read("D/GUN.csv", in: folder) == "a.wav,5000,9000\nb.wav,7\nz.wav,5\n")
      #expect(try read("D/GUN.scores.csv", in: folder).hasPrefix("a.wav,5000,0.5\n"))
      #expect(try read("M/GUN.csv", in: folder) == "a.wav,120,30020\nb.wav\n")
      let other = try shotmark(folder, line + " --keep all")
      #expect(other.status == 1 && other.messages.contains("holds other tags") && other.text.isEmpty)
      #expect(try shotmark(folder, "agree A/GUN.csv B/GUN.csv --merge A/GUN.csv").status == 1)
      #expect(try shotmark(folder, "agree A/GUN.csv B/GUN.csv --disputes A/GUN.csv").status == 1)
      #expect(try read("A/GUN.csv", in: folder) == "a.wav,100,5000,30000\nb.wav,7\n")
      let all = try shotmark(folder, "agree A/GUN.csv B/GUN.csv --merge all.csv --keep all")
      #expect(all.status == 0)
      #expect(
        try read("all.csv", in: folder) == "a.wav,120,5000,9000,30020\nb.wav,7\nz.wav,5\n")
    }
  }

  @Test("Files that are missing, broken or about other recordings are told")
  func wrong() throws {
    try Scratch.folder { folder in
      try files(folder)
      try write("q.wav,5\nx.wav,3,y\n", as: "C.csv", in: folder)
      #expect(try shotmark(folder, "agree A/GUN.csv none.csv").status == 1)
      let strangers = try shotmark(folder, "agree A/GUN.csv C.csv")
      #expect(strangers.status == 1 && strangers.messages.contains("no recording in common"))
      #expect(strangers.messages.contains("at: C.csv"))
      let lines = [
        "agree A/GUN.csv", "agree A/GUN.csv B/GUN.csv --collar -1", "agree C.csv C.csv --keep all",
      ]
      for line in lines {
        #expect(try shotmark(folder, line).status == 2)
      }
      #expect(try shotmark(folder, "agree A/GUN.csv B/GUN.csv --merge index.csv").status == 0)
    }
  }
}
