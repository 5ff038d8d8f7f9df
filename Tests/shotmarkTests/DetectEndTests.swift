import Annotation
import Audio
import Basis
import Files
import Testing

@Suite("shotmark detect, ended early")
struct DetectEndTests {
  /// A forest of a few synthesised recordings, which it has seen, in `A`, and one of them as raw samples.
  private func prepare(_ folder: Path) throws {
    let made = try ShellScript.run(
      folder,
      """
      "$0" synth --into A --minutes 3 -q && "$0" slice A/Annotations/GUN.csv --root A --into set -q &&
      "$0" train forest set --out m.safetensors --n-trees 20 -q
      ls -S A/*.wav A/*/*.wav | head -n 1 > longest; tail -c +45 "$(cat longest)" > raw
      """)
    try #require(made.status == 0, "\(made.messages)")
  }

  private func files(_ folder: Path, _ names: [Path]) throws -> [[UInt8]] {
    try names.map { try FileSystem.read(folder.appending($0)) }
  }

  @Test(
    "A signal ends a stream where it is: what was heard is written as if it had ended there, and the signal passed on"
  )
  func stream() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let ended = try ShellScript.run(
        folder,
        #"""
        mkfifo sound; "$0" detect m.safetensors - --raw-rate 16000 --threshold 0.1 --json --out P/G.csv < sound > told &
        child=$!; exec 3> sound; cat raw >&3
        while [ ! -s told ]; do sleep 0.02; done; sleep 1; kill -15 $child; wait $child; echo $?
        """#)
      #expect(ended.text == "143\n", "\(ended.messages)")
      #expect(ended.messages.contains("interrupted after "))
      let whole = try ShellScript.run(
        folder,
        #""$0" detect m.safetensors - --raw-rate 16000 --threshold 0.1 --json --out Q/G.csv < raw > all"#)
      #expect(whole.status == 0)
      #expect(try files(folder, ["told", "P/G.csv"]) == files(folder, ["all", "Q/G.csv"]))
      #expect(
        try files(folder, ["P/G.scores.csv", "P/reviewed.csv"])
          == files(folder, ["Q/G.scores.csv", "Q/reviewed.csv"]))
      #expect(try TagFile(reading: folder.appending("P/G.csv")).entries.first?.offsets.isEmpty == false)
    }
  }

  @Test("A signal before any sound, or in the midst of a header, leaves no file", arguments: ["", "RIFF"])
  func nothing(begin: String) throws {
    try Scratch.folder { folder in
      try prepare(folder)
      let ended = try ShellScript.run(
        folder,
        #"""
        mkfifo sound; "$0" detect m.safetensors - --out G.csv < sound & child=$!
        exec 3> sound; printf '\#(begin)' >&3; sleep 1; kill -15 $child; wait $child; echo $?
        """#)
      #expect(ended.text == "143\n" && !ended.messages.contains("error"), "\(ended.messages)")
      let left = try FileSystem.files(below: folder) { _ in true }
      #expect(!left.contains { ["G.csv", "G.scores.csv", "reviewed.csv"].contains($0) })
    }
  }

  @Test("A signal among recordings keeps those that were gone through, and earlier proposals of the others")
  func recordings() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      // The last one is the first again, and ten hours of silence, which are not on the disk.
      let ended = try ShellScript.run(
        folder,
        #"""
        mkdir B; cp "$(cat longest)" B/a.wav; cp B/a.wav B/z.wav
        "$0" detect m.safetensors B --root B --threshold 0.1 --out P/G.csv -q > whole; cp P/G.csv whole.csv
        (head -c 40 B/a.wav; printf '\000\040\252\104'; cat raw) > z; truncate -s 1152000044 z; mv z B/z.wav
        "$0" detect m.safetensors B --root B --threshold 0.1 --out P/G.csv --json -j 1 > told & child=$!
        while ! grep -q z.wav told; do sleep 0.02; done; kill -15 $child; wait $child; echo $?
        """#)
      #expect(ended.text == "143\n", "\(ended.messages)")
      #expect(
        ended.messages.contains("interrupted: 1 of 2 recordings were gone through"), "\(ended.messages)")
      let tags = try TagFile(reading: folder.appending("P/G.csv"))
      let whole = try TagFile(reading: folder.appending("whole.csv"))
      #expect(tags.entries.map(\.path) == whole.entries.map(\.path), "\(ended.text) \(ended.messages)")
      let scores = try ScoreFile(reading: folder.appending("P/G.scores.csv")).rows
      #expect(scores.count == tags.entries.flatMap(\.offsets).count)
    }
  }

  @Test("A reader who goes away ends the search quietly, unless there is a file to write")
  func closed() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      // The stream never ends by itself: the shell keeps it open.
      let ended = try ShellScript.run(
        folder,
        #"""
        mkfifo sound; exec 3<> sound; (exec 3<&-; cat raw raw raw raw raw raw raw raw 2> /dev/null) > sound &
        "$0" detect m.safetensors - --raw-rate 16000 --threshold 0.1 --json < sound | head -n 1 | wc -l
        """#)
      #expect(ended.text.trimmingPrefix { $0 == " " } == "1\n" && ended.messages.isEmpty, "\(ended.messages)")
      let kept = try ShellScript.run(
        folder,
        #""$0" detect m.safetensors A --root A --threshold 0.1 --json --out P/G.csv | head -n 1 | wc -l"#)
      #expect(kept.text.contains("1"))
      let recordings = try FileSystem.files(below: folder.appending("A")) { $0.lowercasedExtension == "wav" }
      #expect(try TagFile(reading: folder.appending("P/G.csv")).entries.count == recordings.count)
    }
  }

  @Test("A stream whose header lies about its length, or with an odd byte at its end, is searched as it is")
  func odd() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      func told(_ script: String) throws -> Finished {
        try ShellScript.run(folder, #"(\#(script)) | "$0" detect m.safetensors - --threshold 0.1 --json"#)
      }
      let honest = try told(#"cat "$(cat longest)""#)
      #expect(honest.status == 0 && !honest.output.isEmpty)
      for lie in [#"\377\377\377\377"#, #"\000\000\000\000"#, #"\377\377\377\376"#] {
        let lied = try told(#"f="$(cat longest)"; head -c 40 "$f"; printf '\#(lie)'; tail -c +45 "$f""#)
        #expect(lied.status == 0 && lied.output == honest.output, "\(lie): \(lied.messages)")
      }
      // What lies behind the sound is none.
      let more = try told(#"f="$(cat longest)"; cat "$f"; head -c 100000 /dev/urandom"#)
      #expect(more.status == 0 && more.output == honest.output)
      func raw(_ script: String) throws -> Finished {
        try ShellScript.run(
          folder, #"(\#(script)) | "$0" detect m.safetensors - --raw-rate 16000 --threshold 0.1 --json"#)
      }
      let (even, odd) = (try raw("cat raw"), try raw("cat raw; printf x"))
      #expect(odd.status == 0 && odd.output == even.output && !even.output.isEmpty, "\(odd.messages)")
    }
  }

  @Test("What is no number in a stream is told, with its place; what was heard before it is written")
  func notFinite() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      var bytes = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVEfmt ".utf8) + [16, 0, 0, 0, 3, 0, 1, 0]
      bytes += [0x80, 0x3E, 0, 0, 0, 0xFA, 0, 0, 4, 0, 32, 0] + Array("data".utf8) + [0, 0, 0, 0]
      let good = [UInt8](repeating: 0, count: 4 * 160_000)
      let wrong: [UInt8] = [0, 0, 0xC0, 0x7F]
      try AtomicFile.write(bytes + good + wrong + good, to: folder.appending("late.wav"))
      try AtomicFile.write(bytes + wrong + good, to: folder.appending("early.wav"))
      let late = try ShellScript.run(folder, #""$0" detect m.safetensors - --out P/G.csv < late.wav"#)
      #expect(
        late.status == 1 && late.messages.contains("error: ") && late.messages.contains("standard input"))
      let spans = try SpanFile<ReviewedSpan>(reading: folder.appending("P/reviewed.csv")).spans
      #expect(spans.count == 1 && spans.allSatisfy { (1...160_000).contains($0.end) }, "\(spans)")
      let early = try ShellScript.run(folder, #""$0" detect m.safetensors - --out Q/G.csv < early.wav"#)
      #expect(early.status == 1 && !FileSystem.exists(folder.appending("Q")))
    }
  }

  @Test(
    "Where somebody annotates, the shots are written and reviewed.csv is left to them, and the run says so")
  func annotated() throws {
    try Scratch.folder { folder in
      try prepare(folder)
      try FileSystem.makeFolder(folder.appending("P"))
      try AtomicFile.write(Array("x.wav,5,9,listened\n".utf8), to: folder.appending("P/reviewed.csv"))
      let state = StateFolder(folder.appending("state/shotmark"))
      let command =
        #"XDG_STATE_HOME="$PWD/state" "$0" detect m.safetensors A --root A --threshold 0.1 --out P/G.csv"#
      guard case .taken(let lock) = try AnnotationLock.take(state.lock(of: folder.appending("P"))) else {
        Issue.record("the folder is not free")
        return
      }
      try withExtendedLifetime(lock) {
        let held = try ShellScript.run(folder, command)
        #expect(held.status == 1 && held.messages.contains("close the annotator there"), "\(held.messages)")
        #expect(try files(folder, ["P/reviewed.csv"]) == [Array("x.wav,5,9,listened\n".utf8)])
        #expect(FileSystem.exists(folder.appending("P/G.csv")))
      }
    }
  }
}
