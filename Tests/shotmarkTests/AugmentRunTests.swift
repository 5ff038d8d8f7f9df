import Basis
import Files
import Testing

@Suite("shotmark augment")
struct AugmentRunTests {
  private func shotmark(_ folder: Path, _ line: String) throws -> Finished {
    try MadeSetFolder.shotmark(folder, line)
  }

  @Test("Copies go into a set beside their originals, and the table says how many")
  func copies() throws {
    try MadeSetFolder.with { folder in
      let trained = try MadeSetFolder.table(folder.appending("S/manifest.csv")).count {
        $0["split"] == "train"
      }
      let dry = try shotmark(folder, "augment S light --root A --into T -n")
      #expect(dry.text == "T: \(2 * trained) copies would be made by light, 0 of an earlier run removed\n")
      #expect(!FileSystem.exists(folder.appending("T")))

      let run = try shotmark(folder, "augment S light --root A --into T")
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.text.hasPrefix("T: \(2 * trained) copies made by light, 0 of an earlier run removed\n"))
      let rows = try MadeSetFolder.table(folder.appending("T/manifest.csv"))
      #expect(rows.count { $0["recipe"] == "light" } == 2 * trained)
      #expect(rows.allSatisfy { $0["recipe"] == "" || $0["split"] == "train" })
      let numbers = run.text.split(separator: "\n").filter { $0.hasPrefix("  ENV") || $0.hasPrefix("  GUN") }
      #expect(
        numbers.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +) == rows.count)

      let again = try shotmark(folder, "augment S light --root A --into T --copies 1 --jobs 1")
      #expect(
        again.text.hasPrefix("T: \(trained) copies made by light, \(trained) of an earlier run removed\n"))
      let audit = try shotmark(folder, "audit T")
      #expect(audit.status == 0, "\(audit.text)")
    }
  }

  @Test("A command that was copied without its recipes says how to get them")
  func withoutRecipes() throws {
    try MadeSetFolder.with { folder in
      let run = try ShellScript.run(
        folder, #"mkdir b && cp "$0" b/shotmark && b/shotmark augment S light --into T"#)
      #expect(run.status == 1 && run.messages.contains("there is no recipe 'light'"), "\(run.messages)")
      #expect(run.messages.contains("make install"), "\(run.messages)")
    }
  }

  @Test("What cannot be done is told in three parts, and nothing is written")
  func mistakes() throws {
    try MadeSetFolder.with { folder in
      let typo = "{\n  \"steps\": [\n    {\"transform\": \"gain\", \"gain\": 3}\n  ]\n}\n"
      try FileSystem.writePlain(Array(typo.utf8), to: folder.appending("typo.json"))
      try FileSystem.writePlain([1], to: folder.appending("file"))
      for (line, what, place, remedy) in [
        ("augment A light --into T", "there is no set of chunks here", "A", "shotmark slice"),
        (
          "augment S lihgt --into T", "there is no recipe 'lihgt'", "looked in: Augment",
          "did you mean light?"
        ),
        ("augment S zzz --into T", "there is no recipe 'zzz'", "command line", "or one of: light, street"),
        ("augment S typo.json --into T", "gain has no 'gain'", "typo.json, line 3, column 27", "gain_db"),
        ("augment S light --into file/T", "a file stands where a folder is wanted", "file", ""),
        ("augment S light --into T --root A --copies 2 --split train --seed x", "x is not a seed", "", ""),
        ("augment S light --into T --split tarin", "tarin is none of", "", "did you mean train?"),
        ("augment S light", "--into is missing", "", "add --into=SET"),
        ("augment S", "the argument RECIPE is missing", "", "add RECIPE"),
      ] {
        let run = try shotmark(folder, line)
        let lines = run.messages.split(separator: "\n")
        #expect(run.status == 1 || run.status == 2, "\(line)")
        #expect(run.text.isEmpty && lines.count == 3, "\(line): \(run.messages)")
        #expect(
          lines.first?.hasPrefix("error: ") == true && lines.first?.contains(what) == true, "\(run.messages)")
        #expect(place.isEmpty || lines.dropFirst().first?.contains(place) == true, "\(run.messages)")
        #expect(remedy.isEmpty || lines.last?.contains(remedy) == true, "\(run.messages)")
        #expect(!FileSystem.exists(folder.appending("T/manifest.csv")), "\(line)")
      }
    }
  }

  @Test("A recipe of one's own needs no more than its path, whatever it is called")
  func ownRecipe() throws {
    try MadeSetFolder.with { folder in
      let text = Array(#"{"steps": [{"transform": "polarity"}]}"#.utf8)
      for name in [".json", "größer & lauter.json", "light"] {
        try FileSystem.writePlain(text, to: folder.appending(Path(name)))
        let words = ["augment", "S", name, "--into", "T"].map { Array($0.utf8) }
        let run = try Program.run(Program.shotmark, words, in: folder)
        #expect(run.status == 0, "\(run.messages)")
      }
      let replay = try shotmark(folder, "replay T")
      #expect(replay.status == 0, "\(replay.messages)")
      let rows = try MadeSetFolder.table(folder.appending("T/manifest.csv"))
      #expect(Set(rows.compactMap { $0["recipe"] }) == ["", ".json", "größer & lauter", "light"])
    }
  }

  @Test("One torn chunk in a set fails alone, with status 1")
  func tornChunk() throws {
    try MadeSetFolder.with { folder in
      let rows = try MadeSetFolder.table(folder.appending("S/manifest.csv")).filter { $0["split"] == "train" }
      let torn = Path(try #require(rows.first?["file"]))
      try FileSystem.writePlain([1, 2, 3], to: folder.appending("S").appending(torn))
      let run = try shotmark(folder, "augment S light --root A --into S")
      #expect(run.status == 1)
      #expect(run.text.hasPrefix("S: \(2 * rows.count - 2) copies made by light"))
      #expect(run.messages.hasSuffix("\n1 chunk could not be read or copied; all others are done\n"))
      #expect(run.messages.contains("   at: S/\(torn)"))
    }
  }

  @Test(
    "A full disk is told, leaves the set as it was, and once there is room the same command goes on",
    .enabled(if: SmallDisk.canBeMade, Comment(rawValue: SmallDisk.absent)))
  func fullDisk() throws {
    try MadeSetFolder.with { folder in
      let script = """
        cp -r S disk/S && cp -r S before
        "$0" augment disk/S light --root A --into disk/S; echo $?
        rm -rf before/.pending; diff -r before disk/S -x .pending && echo same
        mount -o remount,size=20m disk
        "$0" augment disk/S light --root A --into disk/S -q; echo $?
        "$0" replay disk/S --root A -q; echo $?; test -e disk/S/.pending || echo clear
        """
      let size = try FileSystem.files(below: folder.appending("S")).count * 12_288 / 1024 + 100
      let run = try SmallDisk.run(script, kilobytes: size, in: folder)
      #expect(
        run.messages.contains("error: the disk is full") || run.messages.contains("no room"),
        "\(run.messages)")
      let lines = run.text.split(separator: "\n").map(String.init)
      #expect(
        lines.first == "1" && lines.contains("same") && lines.last == "clear", "\(run.text)\(run.messages)")
      #expect(lines.filter { $0 == "0" }.count == 2, "\(run.text)\(run.messages)")
    }
  }
}
