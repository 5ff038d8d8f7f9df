import Annotation
import Audio
import Basis
import Files
import Testing

@Suite("shotmark detect")
struct DetectRunTests {
  /// A forest of a few synthesised recordings, which it has seen, in `A`.
  private func prepare(_ folder: Path) throws {
    let made = try ShellScript.run(
      folder,
      """
      "$0" synth --into A --minutes 3 -q && "$0" slice A/Annotations/GUN.csv --root A --into set -q &&
      "$0" train forest set --out m.safetensors --n-trees 20 -q
      """)
    try #require(made.status == 0, "\(made.messages)")
  }

  private func files(_ folder: Path, _ names: [Path]) throws -> [[UInt8]] {
    try names.map { try FileSystem.read(folder.appending($0)) }
  }

  @Test("A place that cannot be written is told before anything is searched")
  func place() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let run = try ShellScript.run(
        folder, #"touch file; "$0" detect m.safetensors A --root A --out file/GUN.csv --json"#)
      #expect(run.status == 1 && run.text.isEmpty, "\(run.text)")
      #expect(run.messages.contains("a file stands where a folder is wanted"), "\(run.messages)")
    }
  }

  @Test("Shots go into a tag file, with scores and what was screened beside it, with any number of threads")
  func folder() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let names: [Path] = ["P/GUN.csv", "P/GUN.scores.csv", "P/reviewed.csv"]
      let first = try ShellScript.run(
        folder, #""$0" detect m.safetensors A --root A --out P/GUN.csv -j 1 --json"#)
      #expect(first.status == 0, "\(first.messages)")
      let written = try files(folder, names)
      let lines = first.text.split(separator: "\n")
      let rows = try ScoreFile(reading: folder.appending("P/GUN.scores.csv")).rows
      #expect(rows.count == lines.count && lines.count > 10)
      for (line, row) in zip(lines, rows) {
        let value = try JSON.parse(Array(line.utf8), name: "line")
        #expect(value["recording"]?.string == row.path.description && value["offset"]?.int == row.offset)
        #expect(row.score >= 0.5)
      }
      let screened = try SpanFile<ReviewedSpan>(reading: folder.appending("P/reviewed.csv")).spans
      #expect(screened.allSatisfy { $0.how == .screened && $0.start == 0 })
      let recordings = try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
      #expect(screened.map(\.path) == recordings)
      // Again, by more threads, beside what somebody reviewed meanwhile.
      let again = try ShellScript.run(
        folder,
        #"echo "x.wav,5,9,listened" >> P/reviewed.csv; "$0" detect m.safetensors A --root A --out P/GUN.csv -j 3 --json"#
      )
      #expect(again.status == 0 && again.output == first.output)
      #expect(try files(folder, Array(names.prefix(2))) == Array(written.prefix(2)))
      let spans = try SpanFile<ReviewedSpan>(reading: folder.appending("P/reviewed.csv")).spans
      #expect(spans.count == screened.count + 1 && spans.contains { $0.how == .listened })
    }
  }

  @Test("A stream tells what the recording tells, and what is no stream is refused in three parts")
  func stream() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let take = try #require(
        try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
          .max { left, right in
            (try? FileSystem.read(folder.appending("A").appending(left)).count) ?? 0
              < (try? FileSystem.read(folder.appending("A").appending(right)).count) ?? 0
          })
      let (file, pipe) = (
        try ShellScript.run(folder, #""$0" detect m.safetensors A/\#(take) --json --threshold 0.1"#),
        try ShellScript.run(folder, #"cat A/\#(take) | "$0" detect m.safetensors - --json --threshold 0.1"#)
      )
      #expect(pipe.status == 0 && !pipe.output.isEmpty, "\(pipe.messages)")
      #expect(pipe.text.split(separator: "\n").count > 3)
      #expect(pipe.text == file.text.replacing("A/\(take)", with: "-"))
      for broken in [
        "head -c 30 A/\(take)", "true", "head -c 44 A/\(take)", "echo no sound at all, not in the least",
      ] {
        let run = try ShellScript.run(folder, #"\#(broken) | "$0" detect m.safetensors - --out G.csv"#)
        #expect(run.status == 1 && run.messages.hasPrefix("error: "), "\(broken): \(run.messages)")
        #expect(run.messages.contains("   at: standard input\n  fix: "))
        #expect(!FileSystem.exists(folder.appending("G.csv")))
      }
      // Whoever stops listening ends nothing.
      #expect(
        try ShellScript.run(folder, #""$0" detect m.safetensors A --json | head -n 1 | wc -l"#).text.contains(
          "1"))
    }
  }

  @Test("Wrong files, names with commas and wrong options are met")
  func trouble() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let odd = try ShellScript.run(
        folder,
        """
        mkdir B && cp "$(find A -name '*.wav' | head -n 1)" 'B/a, "b".wav' && printf RIFF > B/torn.wav
        : > B/empty.wav; printf 'no model' > no.safetensors
        "$0" detect m.safetensors B --root B --out GUN.csv
        """)
      #expect(odd.status == 1)
      #expect(odd.messages.split(separator: "\n").count { $0.hasPrefix("error: ") } == 2, "\(odd.messages)")
      let tags = try TagFile(reading: folder.appending("GUN.csv"))
      #expect(tags.entries.map(\.path) == [#"a, "b".wav"#] && tags.issues.isEmpty)
      #expect(try ShellScript.run(folder, #""$0" detect no.safetensors B"#).messages.hasPrefix("error: "))
      #expect(try ShellScript.run(folder, #""$0" detect GUN.csv B"#).status == 1)
      #expect(
        try ShellScript.run(folder, #""$0" detect m.safetensors B --positive DOG"#).messages.contains(
          "no label DOG"))
      for wrong in ["- B", "B --raw-rate 16000", "B --threshold 2", "B --refractory 31", ""] {
        #expect(
          try ShellScript.run(folder, #""$0" detect m.safetensors \#(wrong) < /dev/null"#).status == 2,
          "\(wrong)")
      }
      try AtomicFile.write(Array("x.wav,5\n".utf8), to: folder.appending("MINE.csv"))
      #expect(
        try ShellScript.run(folder, #""$0" detect m.safetensors B --out MINE.csv"#).messages.contains(
          "no proposals"))
    }
  }

  @Test("Figures against a reference are those of score, at every threshold of the curve")
  func reference() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let command = #""$0" detect m.safetensors A --root A --reference A/Annotations/GUN.csv --threshold 0.4"#
      let text = try ShellScript.run(folder, command)
      #expect(text.status == 0 && text.text.contains("expected calibration error"), "\(text.messages)")
      #expect(text.messages.contains("the model was trained on"))
      let last = try #require(
        try ShellScript.run(folder, command + " --json --out G.csv").text.split(separator: "\n").last)
      let figures = try #require(try JSON.parse(Array(last.utf8), name: "line")["figures"])
      let scored = try ShellScript.run(folder, #""$0" score G.csv A/Annotations/GUN.csv --json"#)
      #expect(try JSON.parse(scored.output, name: "score")["collars"] == figures["collars"])
      let curve = try #require(figures["curve"]?.array)
      #expect(curve.count == 19)
      let other = try ShellScript.run(
        folder, #""$0" detect m.safetensors A --root A --out H.csv --threshold 0.6 -q"#)
      #expect(other.status == 0)
      let wide = try ShellScript.run(folder, #""$0" score H.csv A/Annotations/GUN.csv --collar 50 --json"#)
      let own = try #require(try JSON.parse(wide.output, name: "score")["collars"]?.array?.first)
      let point = try #require(curve.first { $0["threshold"]?.double == 0.6 })
      #expect(point["f"] == own["f"] && point["recall"] == own["recall"])
      #expect(
        try ShellScript.run(folder, #""$0" detect m.safetensors A --reference A/Annotations/GUN.csv"#).status
          == 1)
    }
  }
}
