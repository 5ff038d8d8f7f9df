import Basis
import Files
import Testing

@Suite("shotmark score")
struct ScoreRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try Program.run(Program.shotmark, line.split(separator: " ").map { Array($0.utf8) }, in: folder)
  }

  private func write(_ text: String, as name: Path, in folder: Path) throws {
    try FileSystem.makeFolder(folder.appending(name).folder)
    try AtomicFile.write(Array(text.utf8), to: folder.appending(name))
  }

  @Test("Counts what was found, missed and falsely alarmed, as JSON and as a table")
  func counts() throws {
    try Scratch.folder { folder in
      // Found to the sample, found 30 ms late, missed; one false alarm; the last lies in an ignored span.
      try write("a.wav,1000,20480,50000,90000\nb.wav,7\nc.wav,9\n", as: "P/GUN.csv", in: folder)
      try write("./a.wav,1000,20000,70000,90100\nb.wav\n", as: "R/GUN.csv", in: folder)
      try write("a.wav,88000,99000,burst 18/s\n", as: "R/ignore.csv", in: folder)
      let run = try shotmark(folder, "score P/GUN.csv R/GUN.csv --collar 5 --collar 50 --json")
      #expect(run.status == 0)
      #expect(run.messages.contains("1 recordings with estimates are neither named"))
      let json = try JSON.parse(run.output, name: "score")
      #expect(json["recordings"]?.int == 2 && json["shots"]?.int == 3)
      let collars = try #require(json["collars"]?.array)
      func figures(_ collar: JSON.Value) -> [Int?] {
        ["ms", "tp", "fp", "fn", "unresolved"].map { collar[$0]?.int }
      }
      #expect(collars.map(figures) == [[5, 1, 3, 2, 0], [50, 2, 2, 1, 0]])
      #expect(collars[1]["precision"]?.double == 0.5)

      let table = try shotmark(folder, "score P/GUN.csv R/GUN.csv -q")
      #expect(table.status == 0 && table.messages.isEmpty)
      #expect(table.text.hasPrefix("3 shots in 2 recordings\n\n  collar  precision  recall"))
      #expect(
        table.text.split(separator: "\n").map { $0.split(separator: " ")[0] } == [
          "3", "collar", "5", "25", "50", "500",
        ])
    }
  }

  @Test("A recording that was listened to counts without tags, one that was only screened does not")
  func reviewed() throws {
    try Scratch.folder { folder in
      try write("a.wav,5\nb.wav,6\n", as: "P.csv", in: folder)
      try write("", as: "R/GUN.csv", in: folder)
      try write("a.wav,0,16000,listened\nb.wav,0,16000,screened\n", as: "R/reviewed.csv", in: folder)
      let run = try shotmark(folder, "score P.csv R/GUN.csv --collar 5 --json")
      let json = try JSON.parse(run.output, name: "score")
      #expect(json["recordings"]?.int == 1)
      #expect(json["collars"]?.array?.first?["fp"]?.int == 1)
      #expect(json["collars"]?.array?.first?["recall"] == .null)
    }
  }

  @Test("Rows that are no tags are told, files that are missing too")
  func failures() throws {
    try Scratch.folder { folder in
      try write("a.wav,5,x\nb.wav,6\n", as: "P.csv", in: folder)
      let run = try shotmark(folder, "score P.csv P.csv")
      #expect(run.status == 1 && run.text.hasPrefix("1 shots in 1 recordings"))
      #expect(run.messages.contains("at: P.csv"))
      #expect(try shotmark(folder, "score P.csv none.csv").status == 1)
      #expect(try shotmark(folder, "score P.csv P.csv --collar -1").status == 2)
    }
  }
}
