import Annotation
import Basis
import Files
import Testing

@Suite("shotmark train onsets")
struct TrainOnsetsTests {
  /// Ranges, and what is no shot.
  private func prepare(_ folder: Path) throws {
    let made = try ShellScript.run(
      folder,
      """
      "$0" synth --ranges --into R --minutes 4 -q && "$0" synth --no-shots --into quiet --minutes 2 --seed 3 -q
      """)
    try #require(made.status == 0, "\(made.messages)")
  }

  private static let training =
    #""$0" train onsets R --background-from quiet --n-trees 30 --network-steps 30 -q --out m.safetensors"#

  @Test("What it learns finds the shots of ranges that it has not heard, and not their louder reflections")
  func ranges() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let trained = try ShellScript.run(folder, Self.training)
      #expect(
        trained.status == 0 && trained.text.hasPrefix("m.safetensors: learnt from "), "\(trained.messages)")
      let lines = trained.text.split(separator: "\n")
      #expect(lines.count == 2 && lines[1].hasPrefix("R: F at 50 ms 0."), "\(trained.text)")
      let info = try ShellScript.run(folder, #""$0" info m.safetensors"#)
      #expect(info.text.contains("onsets") && !info.text.contains("chunk"), "\(info.text)")
      let judged = try ShellScript.run(
        folder,
        #"""
        "$0" synth --ranges --into Q --minutes 4 --seed 8 -q &&
        "$0" detect m.safetensors Q --root Q -q --reference Q/Annotations/GUN.csv --json
        """#)
      #expect(judged.status == 0, "\(judged.messages)")
      let last = try #require(judged.text.split(separator: "\n").last)
      let figures = try #require(try JSON.parse(Array(last.utf8), name: "figures")["figures"])
      let half = figures["curve"]?.array?.first { ($0["threshold"]?.double ?? 0) >= 0.5 }
      #expect(try #require(half?["f"]?.double) > 0.75)
    }
  }

  @Test(
    "The same recordings, options and seed give the same bytes on one thread and on three; another seed does not"
  )
  func determinism() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      func model(_ options: String) throws -> [UInt8] {
        let trained = try ShellScript.run(folder, Self.training + " " + options)
        try #require(trained.status == 0, "\(trained.messages)")
        return try FileSystem.read(folder.appending("m.safetensors"))
      }
      let first = try model("-j 1")
      #expect(try model("-j 3") == first)
      #expect(try model("-j 3 --seed 5") != first)
    }
  }

  @Test("A place that cannot be written is told before anything is listened to")
  func place() throws {
    try Scratch.folder { folder in
      for out in ["nowhere/m.safetensors", "file/m.safetensors", "folder.safetensors"] {
        let finished = try ShellScript.run(
          folder, #"mkdir -p folder.safetensors; touch file; "$0" train onsets missing --out "# + out)
        #expect(finished.status == 1 && !finished.messages.contains("missing"), "\(finished.messages)")
        #expect(finished.messages.split(separator: "\n").count == 3, "\(finished.messages)")
      }
    }
  }

  @Test("evaluate says that it is for models of another kind")
  func elsewhere() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      #expect(try ShellScript.run(folder, Self.training).status == 0)
      let refused = try ShellScript.run(
        folder,
        #""$0" slice R/Annotations/GUN.csv --root R --into set -q && "$0" evaluate m.safetensors set"#)
      #expect(refused.status == 1 && refused.messages.contains("onsets") && refused.messages.contains("fix:"))
    }
  }

  @Test(
    "What cannot be learnt from is refused in three lines, and no file is left",
    arguments: [
      ("mkdir E E/Annotations", "train onsets E --out m.safetensors"),
      ("mkdir E", "train onsets E --out m.safetensors"),
      (
        "mkdir E E/Annotations; echo a.wav,100 > E/Annotations/GUN.csv; echo no sound > E/a.wav",
        "train onsets E --out m.safetensors"
      ),
      (
        "mkdir E E/Annotations X; echo a.wav,100 > E/Annotations/GUN.csv",
        "train onsets E --background-from X --out m.safetensors"
      ),
      ("mkdir A B", "train onsets A B --tags x.csv --out m.safetensors"),
      ("true", "train onsets nowhere --out m.safetensors"),
      (
        #"mkdir E E/Annotations; : > E/Annotations/GUN.csv"#, "train onsets E --out m.safetensors"
      ),
    ])
  func refused(preparation: String, line: String) throws {
    try Scratch.folder { folder in
      let finished = try ShellScript.run(folder, preparation + #"; "$0" "# + line)
      #expect(finished.status != 0)
      #expect(
        finished.messages.contains("error:") && finished.messages.contains("fix:"), "\(finished.messages)")
      #expect(!FileSystem.exists(folder.appending("m.safetensors")))
    }
  }

  @Test("A recording that is missing or torn is left out and told, and the others are learnt from")
  func someMissing() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let finished = try ShellScript.run(
        folder,
        #"f=$(head -1 R/Annotations/GUN.csv | cut -d, -f1); rm "R/$f"; echo torn > quiet/torn.wav; "#
          + Self.training)
      #expect(finished.status == 1)
      #expect(finished.messages.contains("torn.wav"), "\(finished.messages)")
      #expect(FileSystem.exists(folder.appending("m.safetensors")))
    }
  }
}
