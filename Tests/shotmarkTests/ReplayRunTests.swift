import Basis
import Files
import Testing

@Suite("shotmark replay")
struct ReplayRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try MadeSetFolder.shotmark(folder, line)
  }

  @Test("Every copy is made again, compared, and written where that is asked for; what differs is named")
  func all() throws {
    try MadeSetFolder.with { folder in
      #expect(try shotmark(folder, "augment S street --root A --copies 1 --into S -q").status == 0)
      let copies = try MadeSetFolder.table(folder.appending("S/manifest.csv")).filter { $0["parent"] != "" }
      let run = try shotmark(folder, "replay S --root A")
      #expect(run.status == 0, "\(run.messages)")
      #expect(
        run.text == "S: \(copies.count) of \(copies.count) copies made again, and the same as their files\n")

      let first = Path(try #require(copies.first?["file"]))
      let one = try shotmark(folder, "replay S S/\(first) --root A --into R")
      #expect(one.text == "S: 1 of 1 copies made again below R\n", "\(one.messages)")
      #expect(try FileSystem.files(below: folder.appending("R")) == [first])
      let file = folder.appending("S").appending(first)
      #expect(try FileSystem.read(folder.appending("R").appending(first)) == FileSystem.read(file))

      try FileSystem.writePlain(FileSystem.read(file).dropLast(2) + [1, 2], to: file)
      let differing = try shotmark(folder, "replay S --root A")
      #expect(differing.status == 1)
      #expect(differing.text.hasPrefix("S: \(copies.count - 1) of \(copies.count) copies made again"))
      #expect(
        differing.messages.hasPrefix(
          "error: made again from its manifest row, this copy differs from its file\n"))
      #expect(differing.messages.contains("   at: S/\(first)\n"))
    }
  }

  @Test("Damaged rows, chunks that are no copies, and sets that are none are told in three parts")
  func mistakes() throws {
    try MadeSetFolder.with { folder in
      #expect(try shotmark(folder, "augment S light --root A --copies 1 --into S -q").status == 0)
      let original = try #require(
        try MadeSetFolder.table(folder.appending("S/manifest.csv")).first { $0["parent"] == "" }?["file"])
      for line in ["replay A", "replay S nowhere.wav --root A", "replay S \(original) --root A"] {
        let run = try shotmark(folder, line)
        #expect(run.status == 1 && run.text.isEmpty, "\(line)")
        #expect(run.messages.split(separator: "\n").count == 3, "\(line): \(run.messages)")
      }
      let manifest = folder.appending("S/manifest.csv")
      var text = String(decoding: try FileSystem.read(manifest), as: UTF8.self)
      let place = try #require(text.firstRange(of: "time_shift"))
      text.replaceSubrange(place, with: "time_shirt")
      try FileSystem.writePlain(Array(text.utf8), to: manifest)
      let run = try shotmark(folder, "replay S --root A")
      #expect(run.status == 1)
      #expect(run.messages.contains("error: there is no transform \"time_shirt\"\n"), "\(run.messages)")
      #expect(run.messages.contains(".light-1.wav, line 1, column "))
      let copies = try MadeSetFolder.table(manifest).count { $0["parent"] != "" }
      #expect(run.text.hasPrefix("S: \(copies - 1) of \(copies) copies made again"))
    }
  }
}
