import Basis
import Files
import Testing
import shotmark

@Suite("Failures")
struct FailuresTests {
  private struct Broken: ThreePartError {
    let number: Int
    var what: String { "file \(number) is \"broken\", quite" }
    var place: String { "here" }
    var remedy: String { "mend it" }
  }
  private struct Odd: Error {}

  @Test("All failures stand in the table, with every byte of their paths")
  func table() throws {
    var failures = Failures()
    let path = Path(bytes: [0xFF, 0x2C])
    failures.add(Broken(number: 1), about: path)
    failures.add(Odd(), about: "b.wav")
    var text = Array("file,what,where,fix\n\"".utf8) + path.bytes
    text += Array("\",\"file 1 is \"\"broken\"\", quite\",here,mend it\n".utf8)
    #expect(failures.csv.starts(with: text))
    #expect(failures.items.count == 2)
    #expect(failures.items.last?.error.remedy.contains("report it") == true)
  }

  @Test("A run without failures removes an old list and is a success")
  func none() throws {
    try Scratch.folder { folder in
      let list = folder.appending("failures.csv")
      try AtomicFile.write([1], to: list)
      #expect(try Failures().finish(Console(), list: list, of: 9, unit: "recordings") == .success)
      #expect(!FileSystem.exists(list))
    }
  }

  @Test("A file in the way of one recording leaves the others done, is listed, and makes the status 1")
  func others() throws {
    try Scratch.folder { folder in
      let plan = try Program.run(
        Program.shotmark, ["synth", "--into", "A", "--minutes", "1", "-n"].map { Array($0.utf8) }, in: folder)
      let first = try #require(plan.text.split(separator: "/").first.map(String.init))
      try FileSystem.makeFolder(folder.appending("A"))
      try AtomicFile.write([], to: folder.appending("A").appending(first))
      let words = ["synth", "--into", "A", "--minutes", "1"].map { Array($0.utf8) }
      let run = try Program.run(Program.shotmark, words, in: folder)
      #expect(run.status == 1)
      #expect(run.messages.contains("recordings failed; the others are done"))
      let list = String(decoding: try FileSystem.read(folder.appending("A/failures.csv")), as: UTF8.self)
      #expect(list.split(separator: "\n").count >= 2)
      let done = try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
      let failed = list.split(separator: "\n").count - 1
      #expect(done.count + failed == plan.text.split(separator: "\n").count)
      try FileSystem.remove(folder.appending("A").appending(first))
      #expect(try Program.run(Program.shotmark, words, in: folder).status == 0)
      #expect(!FileSystem.exists(folder.appending("A/failures.csv")))
    }
  }
}
