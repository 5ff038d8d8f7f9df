import Basis
import Files
import Testing
import shotmark

@Suite("Manual pages")
struct ManualPageTests {
  private let pages = ManualPage.all(Subcommands.all)

  @Test("There is a page for the command and for each subcommand, and shotmark man writes those that work")
  func written() throws {
    #expect(pages.count == Subcommands.all.count + 1)
    try Scratch.folder { folder in
      #expect(try Program.shotmark("man", folder.description, "-q").status == 0)
      let names = try FileSystem.files(below: folder).map(\.description)
      #expect(names.sorted() == ManualPage.all(Subcommands.ready).map(\.fileName).sorted())
    }
    #expect(try Program.shotmark("man").text == ManualPage.all(Subcommands.ready).first?.text)
  }

  @Test("mandoc has nothing to say about them", .enabled(if: hasMandoc, "needs mandoc"))
  func mandoc() throws { try check("mandoc", ["-Tlint", "-Wwarning"]) }

  @Test("groff has nothing to say about them", .enabled(if: Program.installed("groff") != nil, "needs groff"))
  func groff() throws { try check("groff", ["-man", "-ww", "-z"]) }

  private func check(_ name: String, _ options: [String]) throws {
    let program = try #require(Program.installed(name))
    try Scratch.folder { folder in
      for page in pages {
        let file = folder.appending(Path(page.fileName))
        try AtomicFile.write(Array(page.text.utf8), to: file)
        let run = try Program.run(program, options.map { Array($0.utf8) } + [file.bytes])
        #expect(run.status == 0 && run.text.isEmpty && run.errors.isEmpty, "\(run.text)\(run.messages)")
      }
    }
  }

  @Test(
    "Every option and example of the help stands in the page, as it is typed",
    .enabled(if: hasMandoc, "needs mandoc"))
  func complete() throws {
    let program = try #require(Program.installed("mandoc"))
    try Scratch.folder { folder in
      for table in Subcommands.all {
        let file = folder.appending("page.1")
        let page = try #require(pages.first { $0.fileName == table.pageName + ".1" })
        try AtomicFile.write(Array(page.text.utf8), to: file)
        let words = ["-Tascii", "-O", "width=200"].map { Array($0.utf8) }
        let shown = try Program.run(program, words + [file.bytes]).text.filter { $0 != "\u{8}" }
        for option in table.options {
          #expect(shown.contains("--") && page.text.contains(option.help.prefix(8)))
        }
        for example in table.examples { #expect(shown.contains(example.line), "\(example.line)") }
      }
    }
  }

  private static let hasMandoc = Program.installed("mandoc") != nil

  @Test("Text is taken literally by roff")
  func escaped() {
    #expect(ManualPage.escaped(#".wav 'a' --b \n ~/.x"#) == #"\&.wav \(aqa\(aq \-\-b \en \(ti/.x"#)
  }
}
