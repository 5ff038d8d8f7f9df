import Basis
import Files
import Testing
import shotmark

@Suite("Progress on a terminal", .serialized, .enabled(if: Terminal.isPossible, "\(Terminal.absent)"))
struct ProgressTests {
  /// A shell in which long work is run, whose status it then prints.
  private func run(
    _ options: String, columns: Int = 100, _ body: (Terminal, Path) throws -> Void
  ) throws {
    try Scratch.folder { folder in
      let line =
        "trap : INT; \(ShellWord.quoted(Program.shotmark.description)) \(options); echo status=$?; exec sleep 60"
      // When its program ends, tmux scrolls the first line away: the shell stays.
      let terminal = try Terminal(["sh", "-c", line], columns: columns, in: folder)
      defer { terminal.close() }
      try body(terminal, folder)
    }
  }

  @Test("One line with bar and count, taken off by Ctrl-C with a word on how to go on; the shell sees 130")
  func interrupted() throws {
    try run("synth --into Long --minutes 600") { terminal, _ in
      let busy = terminal.wait { $0.contains("[") && $0.contains("recordings") }
      #expect(busy.hasPrefix("Rendering  ["))
      terminal.press("C-c")
      let screen = terminal.wait { $0.contains("status=") }
      let lines = screen.split(separator: "\n").filter { !$0.hasPrefix("Pane is dead") }
      #expect(lines.count == 2)
      #expect(lines.first?.hasPrefix("interrupted: the same command run again goes on where it was") == true)
      #expect(lines.last == "status=130")
    }
  }

  @Test("With --quiet nothing is drawn")
  func quiet() throws {
    try run("synth --into Short --minutes 1 --quiet") { terminal, _ in
      let screen = terminal.wait { $0.contains("status=") }
      #expect(screen.hasPrefix("status=0"))
    }
  }

  @Test("A terminal of twelve columns keeps to one line")
  func narrow() throws {
    try run("synth --into Long --minutes 600", columns: 12) { terminal, _ in
      let busy = terminal.wait { $0.contains("%") }
      let lines = busy.split(separator: "\n")
      #expect(lines.count == 1)
      #expect(lines.allSatisfy { $0.count < 12 })
      terminal.press("C-c")
      #expect(terminal.wait { $0.contains("status=") }.contains("status=130"))
    }
  }

  @Test("What an interrupted run has rendered is kept, and the end is that of an undisturbed run")
  func resumed() throws {
    try run("synth --into A --minutes 1") { terminal, folder in
      _ = terminal.wait { $0.contains("Rendering") }
      terminal.press("C-c")
      #expect(terminal.wait { $0.contains("status=") }.contains("status="))
      for name in ["A", "B"] {
        let words = ["synth", "--into", name, "--minutes", "1", "-q"]
        #expect(try Program.run(Program.shotmark, words.map { Array($0.utf8) }, in: folder).status == 0)
      }
      let (a, b) = (folder.appending("A"), folder.appending("B"))
      let files = try FileSystem.files(below: a)
      #expect(try files == FileSystem.files(below: b))
      for file in files {
        #expect(try FileSystem.read(a.appending(file)) == FileSystem.read(b.appending(file)), "\(file)")
      }
    }
  }
}
