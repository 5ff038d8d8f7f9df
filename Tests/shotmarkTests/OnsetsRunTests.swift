import Basis
import Files
import Testing

@Suite("shotmark onsets")
struct OnsetsRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try Program.run(Program.shotmark, line.split(separator: " ").map { Array($0.utf8) }, in: folder)
  }

  @Test(
    "Proposals of a folder go into a tag file, their scores beside it, the same with any number of threads")
  func folder() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth --into A --minutes 2 -q").status == 0)
      let run = try shotmark(folder, "onsets A --root A --out P/GUN.csv -j 1")
      #expect(run.status == 0, "\(run.messages)")
      let recordings = try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
      let rows = CSV.parse(try FileSystem.read(folder.appending("P/GUN.csv")))
      #expect(rows.map { Path(bytes: $0.fields[0].bytes) } == recordings)
      let onsets = rows.flatMap { row in
        row.fields.dropFirst().filter { !$0.isBlank }.map { "\(row.fields[0].text) \($0.text)" }
      }
      #expect(onsets.count > 10)
      let scores = CSV.parse(try FileSystem.read(folder.appending("P/GUN.scores.csv")))
      #expect(scores.map { "\($0.fields[0].text) \($0.fields[1].text)" } == onsets)
      #expect(scores.allSatisfy { (0.5...1).contains($0.fields[2].number ?? -1) })

      // What was proposed may be proposed anew, by more threads.
      let (tags, values) = (
        try FileSystem.read(folder.appending("P/GUN.csv")),
        try FileSystem.read(folder.appending("P/GUN.scores.csv"))
      )
      #expect(try shotmark(folder, "onsets A --root A --out P/GUN.csv -j 3").status == 0)
      #expect(try FileSystem.read(folder.appending("P/GUN.csv")) == tags)
      #expect(try FileSystem.read(folder.appending("P/GUN.scores.csv")) == values)
      #expect(try shotmark(folder, "onsets A --root A --out P/ALL.csv --threshold 0.05").status == 0)
      #expect(try FileSystem.read(folder.appending("P/ALL.scores.csv")).count > values.count)
    }
  }

  @Test("A file that cannot be read is told in three parts, and the others are done")
  func failures() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth --into A --minutes 1 -q").status == 0)
      try AtomicFile.write([1, 2, 3], to: folder.appending("A/broken.wav"))
      let run = try shotmark(folder, "onsets A missing.wav --out GUN.csv")
      #expect(run.status == 1)
      let errors = run.messages.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(errors.count == 2, "\(run.messages)")
      #expect(run.messages.contains("   at: A/broken.wav\n  fix: "))
      let text = String(decoding: try FileSystem.read(folder.appending("GUN.csv")), as: UTF8.self)
      #expect(text.hasPrefix("A/site-01/") && !text.contains("broken") && !text.contains("missing"))
      let outside = try shotmark(folder, "onsets A --root A/site-01 --out X.csv")
      #expect(outside.status == 1 && outside.messages.contains("does not lie below the root"))
    }
  }

  @Test("Tags that somebody made are never replaced")
  func guarded() throws {
    try Scratch.folder { folder in
      #expect(try shotmark(folder, "synth --into A --minutes 1 -q").status == 0)
      let made = Array("A/site-01/take-01.wav,77,999\n".utf8)
      try AtomicFile.write(made, to: folder.appending("GUN.csv"))
      let run = try shotmark(folder, "onsets A --out GUN.csv")
      #expect(run.status == 1 && run.messages.hasPrefix("error: the file holds tags that are no proposals"))
      // Nor where a mark was added to proposals.
      #expect(try shotmark(folder, "onsets A --out P.csv").status == 0)
      try AtomicFile.write(made, to: folder.appending("P.csv"))
      #expect(try shotmark(folder, "onsets A --out P.csv").status == 1)
      #expect(try FileSystem.read(folder.appending("GUN.csv")) == made)
      #expect(try FileSystem.read(folder.appending("P.csv")) == made)
      #expect(try shotmark(folder, "onsets A --out x.scores.csv").status == 1)
    }
  }
}
