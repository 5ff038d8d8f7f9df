import Basis
import Files
import Testing

@Suite("The command line")
struct CommandTests {
  @Test("Nothing but the command's name is a usage error that points to the help")
  func nothing() throws {
    let run = try Program.shotmark()
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(
      run.messages == """
        error: no subcommand was given
           at: the command line
          fix: shotmark --help lists the subcommands

        """)
  }

  @Test("Help and version go to standard output with status 0, wherever they stand")
  func answers() throws {
    for words in [["--help"], ["-h"], ["-q", "--help", "--no-such"], ["--hel"]] {
      let run = try Program.run(Program.shotmark, words.map { Array($0.utf8) })
      #expect(run.status == 0)
      #expect(run.text.hasPrefix("Usage: shotmark SUBCOMMAND"))
      #expect(run.messages.isEmpty)
    }
    for words in [["--version"], ["-V"], ["help", "-V"], ["man", "--vers"]] {
      let run = try Program.run(Program.shotmark, words.map { Array($0.utf8) })
      #expect(run.status == 0)
      #expect(run.text == "shotmark \(Shotmark.version)\n")
    }
  }

  @Test("A misspelt subcommand gets the nearest name")
  func misspelt() throws {
    let run = try Program.shotmark("snyth")
    #expect(run.status == 2)
    #expect(run.messages.contains("error: there is no subcommand snyth\n"))
    #expect(run.messages.contains("fix: did you mean shotmark synth? "))
  }

  @Test(
    "Mistakes in options are told in three parts with status 2",
    arguments: [
      (["help", "--colr=never"], "there is no option --colr", "did you mean --color?"),
      (["help", "--color"], "--color needs a value, WHEN", "write --color=WHEN"),
      (["help", "--quiet=yes"], "--quiet takes no value", "write --quiet alone"),
      (["synth", "--seed", "banana", "--into", "x"], "banana is not a seed", "give a whole number from 0"),
      (["synth", "--minutes", "10k", "--into", "x"], "10k is not a whole number", "from 1 to 6000"),
      (["synth", "--minutes", "0", "--into", "x"], "0 is out of range", "from 1 to 6000"),
      (["synth", "--minutes=", "--into", "x"], "an empty word is not a whole number", "from 1 to 6000"),
      (["synth", "--jobs", "99999999999999999999", "--into", "x"], "out of range", "from 1 to 1024"),
      (["synth"], "--into is missing", "add --into=DIR"),
      (["synth", "--into", ""], "the path is empty", "the current folder is ."),
      (
        ["synth", "--into", "x", "y"], "more arguments than this subcommand takes, from y on", "leave it out"
      ),
      (["synth", "-nqz"], "there is no option -z", "--help lists the options"),
      (["synth", "-into"], "there is no option -into", "did you mean --into?"),
      (["synth", "--m", "3", "-j"], "-j needs a value, N", "write -j N"),
      (["completions"], "the argument SHELL is missing", "add SHELL"),
      (["completions", "bsh"], "bsh is none of bash, zsh, fish", "did you mean bash?"),
      (["--color=sometimes", "help"], "sometimes is none of auto, always, never", "give one of them"),
    ])
  func mistakes(words: [String], what: String, remedy: String) throws {
    let run = try Program.run(Program.shotmark, words.map { Array($0.utf8) })
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("error: ") == true && lines.first?.contains(what) == true)
    #expect(lines.dropFirst().first?.hasPrefix("   at: ") == true)
    #expect(lines.last?.hasPrefix("  fix: ") == true && lines.last?.contains(remedy) == true)
  }

  @Test("Arguments that are not UTF-8 arrive as they are")
  func bytes() throws {
    try Scratch.folder { folder in
      let name = folder.appending(Path(bytes: [0x66, 0xFF, 0xFE, 0x20]))
      let run = try Program.run(Program.shotmark, [Array("man".utf8), name.bytes])
      #expect(run.status == 0)
      #expect(FileSystem.exists(name.appending("shotmark.1")))
    }
  }

  @Test("Words behind -- are arguments, whatever they begin with")
  func dashes() throws {
    try Scratch.folder { folder in
      let run = try Program.run(Program.shotmark, ["man", "--", "--help"].map { Array($0.utf8) }, in: folder)
      #expect(run.status == 0)
      #expect(FileSystem.exists(folder.appending("--help/shotmark.1")))
    }
  }

  @Test("Options may stand behind arguments, before the subcommand, and be cut short")
  func permutation() throws {
    for words in [
      ["completions", "bash", "--quiet"], ["--quiet", "completions", "bash"],
      ["completions", "--qui", "bash"],
    ] {
      let run = try Program.run(Program.shotmark, words.map { Array($0.utf8) })
      #expect(run.status == 0)
      #expect(run.text.contains("complete -F"))
    }
  }

  @Test("Messages are coloured where asked for, and never by themselves in a file")
  func colour() throws {
    let escape = "\u{1B}["
    #expect(try !Program.shotmark("nothing").messages.contains(escape))
    #expect(try Program.shotmark("--color=always", "nothing").messages.contains(escape))
    #expect(try !Program.shotmark("--color=never", "nothing").messages.contains(escape))
    #expect(try Program.shotmark("synth", "--color=always", "--seed=x").messages.contains(escape))
  }

  @Test("A full disk behind standard output is told; a reader who has gone is not")
  func output() throws {
    let full = try Program.run(Program.shotmark, [Array("help".utf8)], output: "/dev/full")
    #expect(full.status == 1)
    #expect(
      full.messages.hasPrefix("error: the output could not be written: No space left on device\n   at: "))
    let script = "\"$0\" completions zsh | head -n 1; echo ${PIPESTATUS[0]}"
    guard let bash = Program.installed("bash") else { return }
    let cut = try Program.run(bash, [Array("-c".utf8), Array(script.utf8), Program.shotmark.bytes])
    #expect(cut.text == "#compdef shotmark\n0\n")
    #expect(cut.messages.isEmpty)
  }
}
