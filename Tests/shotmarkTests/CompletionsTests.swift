import Basis
import Files
import Testing
import shotmark

@Suite("Completions")
struct CompletionsTests {
  /// A folder as a user may have it, and what was offered there for a line.
  private func offers(_ body: (Path) throws -> Finished) throws -> [String] {
    try Scratch.folder { folder in
      for name in ["tags.csv", "TAGS.CSV", "shot one.wav", "model.safetensors", "notes.txt"] {
        try AtomicFile.write([], to: folder.appending(Path(name)))
      }
      try FileSystem.makeFolder(folder.appending("set"))
      let run = try body(folder)
      #expect(run.status == 0, "\(run.messages)")
      return run.text.split(separator: "\n").map(String.init)
    }
  }

  /// What bash offers for the last of `words`, all subcommands being there.
  private func bash(_ words: String...) throws -> [String] {
    let script = """
      \(BashCompletions.text(of: Subcommands.all))
      compopt() { :; }
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shotmark; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let shell = try #require(Program.installed("bash"))
    return try offers { folder in
      try Program.run(
        shell, ["-c", script, "bash"].map { Array($0.utf8) } + words.map { Array($0.utf8) }, in: folder)
    }
  }

  @Test(
    "bash offers subcommands, kinds, options, words and files",
    .enabled(if: Program.installed("bash") != nil, "needs bash")
  )
  func inBash() throws {
    #expect(try bash("shotmark", "sy") == ["synth"])
    #expect(try bash("shotmark", "--color", "never", "sl") == ["slice"])
    #expect(try bash("shotmark", "train", "") == ["forest", "fcn", "onsets"])
    #expect(try bash("shotmark", "train", "forest", "--max-d") == ["--max-depth"])
    #expect(try bash("shotmark", "slice", "--per", "") == ["shot", "burst", "cover"])
    #expect(try bash("shotmark", "slice", "--per", "=", "b") == ["burst"])
    #expect(try bash("shotmark", "slice", "--per", "=") == ["shot", "burst", "cover"])
    #expect(try bash("shotmark", "slice", "--into", "") == ["set"])
    #expect(try bash("shotmark", "slice", "--seed", "").isEmpty)
    #expect(try Set(bash("shotmark", "slice", "")) == ["set", "tags.csv", "TAGS.CSV"])
    #expect(try Set(bash("shotmark", "evaluate", "")) == ["set", "model.safetensors"])
    #expect(try bash("shotmark", "evaluate", "--split", "val", "model.safetensors", "") == ["set"])
    #expect(try bash("shotmark", "evaluate", "--split", "=", "val", "model.safetensors", "") == ["set"])
    #expect(try bash("shotmark", "info", "sh") == ["shot one.wav"])
    #expect(try bash("shotmark", "completions", "") == ["bash", "zsh", "fish"])
  }

  private func fish(_ line: String) throws -> [String] {
    let shell = try #require(Program.installed("fish"))
    return try offers { folder in
      let script = folder.appending("shotmark.fish")
      try AtomicFile.write(Array(FishCompletions.text(of: Subcommands.all).utf8), to: script)
      let command = "source shotmark.fish; rm shotmark.fish; complete -C \(ShellWord.quoted(line))"
      return try Program.run(
        shell, ["--no-config", "-c", command].map { Array($0.utf8) },
        environment: ["HOME": folder.description],
        in: folder)
    }.map { String($0.split(separator: "\t").first ?? "") }
  }

  @Test(
    "fish offers subcommands, kinds, options, words and files",
    .enabled(if: Program.installed("fish") != nil, "needs fish")
  )
  func inFish() throws {
    #expect(try fish("shotmark sy") == ["synth"])
    #expect(try fish("shotmark train ").contains("forest"))
    #expect(try fish("shotmark train forest --max-d") == ["--max-depth"])
    #expect(try Set(fish("shotmark slice --per ")) == ["shot", "burst", "cover"])
    #expect(try fish("shotmark slice --per=b") == ["--per=burst"])
    #expect(try fish("shotmark slice --into ") == ["set/"])
    #expect(try Set(fish("shotmark slice ")) == ["set/", "tags.csv", "TAGS.CSV"])
    #expect(try fish("shotmark features set --out ").allSatisfy { $0 == "set/" })
    #expect(try Set(fish("shotmark completions ")) == ["bash", "zsh", "fish"])
  }

  private static let hasZsh = Program.installed("zsh") != nil && Terminal.isPossible

  @Test(
    "zsh offers subcommands, options and files when Tab is typed", .enabled(if: hasZsh, "needs zsh and tmux"))
  func inZsh() throws {
    let lines = [
      ("shotmark sy", "shotmark synth"), ("shotmark train f", "shotmark train forest"),
      ("shotmark train forest --max-d", "shotmark train forest --max-depth="),
      ("shotmark slice --per=b", "shotmark slice --per=burst"),
      ("shotmark slice ta", "shotmark slice tags.csv"),
      ("shotmark slice --into s", "shotmark slice --into set/"),
      ("shotmark evaluate mo", "shotmark evaluate model.safetensors"),
      ("shotmark evaluate model.safetensors s", "shotmark evaluate model.safetensors set/"),
    ]
    _ = try offers { folder in
      let script = folder.appending("_shotmark")
      try AtomicFile.write(Array(ZshCompletions.text(of: Subcommands.all).utf8), to: script)
      let terminal = try Terminal(["zsh", "-f"], in: folder)
      defer { terminal.close() }
      terminal.type("PS1='%% '; autoload -U compinit; compinit -u -D; source ./_shotmark; clear\n")
      _ = terminal.wait { $0.hasPrefix("% ") && !$0.contains("compinit") }
      for (typed, completed) in lines {
        terminal.type(typed)
        terminal.type("\t")
        let screen = terminal.wait { $0.contains("% \(completed)") }
        #expect(screen.contains("% \(completed)"), "\(screen)")
        terminal.press("C-c")
        terminal.type("clear\n")
        _ = terminal.wait { !$0.contains("shotmark") }
      }
      return Finished(status: 0, output: [], errors: [])
    }
  }

  @Test("The shells' own parsers find nothing wrong", arguments: ["bash", "zsh", "fish"])
  func syntax(shell: String) throws {
    let text = try Program.shotmark("completions", shell).text
    #expect(text.contains("shotmark"))
    guard let program = Program.installed(shell) else { return }
    try Scratch.folder { folder in
      let file = folder.appending("script")
      try AtomicFile.write(Array(text.utf8), to: file)
      let run = try Program.run(program, [Array("-n".utf8), file.bytes])
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.messages)")
    }
  }
}
