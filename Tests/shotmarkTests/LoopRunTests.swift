import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("shotmark loop", .serialized)
struct LoopRunTests {
  private static let line = "loop A --root A --tags T --into S --group-by folder"

  /// Synthetic recordings in `A`, of which those of the first sites are labelled in `T`.
  private func with(_ body: (Path) throws -> Void) throws {
    try Scratch.folder { folder in
      let made = try MadeSetFolder.shotmark(folder, "synth --into A --minutes 4 --seed 6 -q")
      #expect(made.status == 0)
      try FileSystem.makeFolder(folder.appending("T"))
      try label(sites: 1...5, in: folder)
      try body(folder)
    }
  }

  /// Takes over the truth of some sites.
  private func label(sites: ClosedRange<Int>, in folder: Path) throws {
    for name in ["GUN.csv", "reviewed.csv", "ignore.csv"] {
      let truth = String(
        decoding: try FileSystem.read(folder.appending("A/Annotations").appending(name)), as: UTF8.self)
      let rows = truth.split(separator: "\n").filter { row in
        sites.contains { row.hasPrefix("site-0\($0)/") }
      }
      let text = rows.map { $0 + "\n" }.joined()
      try AtomicFile.write(Array(text.utf8), to: folder.appending("T").appending(name))
    }
  }

  /// Every file that a round leaves, with its bytes.
  private func contents(_ folder: Path) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in try FileSystem.files(below: folder) {
      contents[file.description] = try FileSystem.read(folder.appending(file))
    }
    return contents
  }

  @Test("Rounds are logged as labels grow; what nobody has labelled is proposed; nothing new is no round")
  func rounds() throws {
    try with { folder in
      let first = try MadeSetFolder.shotmark(folder, Self.line)
      #expect(first.status == 0, "\(first.messages)")
      let log = folder.appending("S.loop/rounds.csv")
      let (one, proposals) = (try FileSystem.read(log), folder.appending("Proposals/GUN.csv"))
      let before = try FileSystem.read(proposals)
      let labelled = String(decoding: before, as: UTF8.self)
      #expect(!labelled.contains("site-05/") && labelled.contains("site-06/"))
      let again = try MadeSetFolder.shotmark(folder, Self.line)
      #expect(again.status == 0 && again.text.hasPrefix("nothing has changed since round 1"))
      #expect(try FileSystem.read(log) == one && FileSystem.read(proposals) == before)
      try label(sites: 1...7, in: folder)
      #expect(try MadeSetFolder.shotmark(folder, Self.line).status == 0)
      let rounds = try MadeSetFolder.table(log)
      #expect(rounds.map { $0["round"] } == ["1", "2"])
      #expect(rounds[0]["labels"].flatMap { Int($0) } ?? 0 < rounds[1]["labels"].flatMap { Int($0) } ?? 0)
      let ranks = try MadeSetFolder.table(folder.appending("S.loop/ranking.csv"))
      let margins = ranks.compactMap { $0["score"].flatMap { Double($0) } }.map { abs($0 - 0.5) }
      #expect(!margins.isEmpty && zip(margins, margins.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
    }
  }

  @Test("A model for onsets learns from whole recordings and from those beside them; nothing is sliced")
  func onsets() throws {
    try Scratch.folder { folder in
      let made = try ShellScript.run(
        folder,
        #"""
        "$0" synth --ranges --into A --minutes 2 --seed 3 -q && "$0" synth --ranges --into R --minutes 3 -q &&
        "$0" synth --no-shots --into quiet --minutes 2 --seed 3 -q && mkdir T &&
        grep "^range-01-sensor-[12]/" A/Annotations/GUN.csv > T/GUN.csv
        """#)
      try #require(made.status == 0, "\(made.messages)")
      let line = "loop A --root A --tags T --into S --model onsets --learn-from R --background-from quiet"
      let short = line + " --network-steps 20 -q"
      let first = try MadeSetFolder.shotmark(folder, short)
      #expect(first.status == 0, "\(first.messages)")
      #expect(!FileSystem.exists(folder.appending("S")))
      let model = folder.appending("S.loop/round-001.safetensors")
      let info = try MadeSetFolder.shotmark(folder, "info S.loop/round-001.safetensors")
      #expect(info.text.contains("onsets"), "\(info.text)")
      let proposals = String(
        decoding: try FileSystem.read(folder.appending("Proposals/GUN.csv")), as: UTF8.self)
      #expect(proposals.contains("range-01-sensor-3/") && !proposals.contains("range-01-sensor-1/"))
      // What is labelled is judged by what had not learnt from it.
      let log = try MadeSetFolder.table(folder.appending("S.loop/rounds.csv"))
      let f = try #require(log.first?["f_50_ms"].flatMap { Double($0) })
      #expect((0...1).contains(f) && log.first?["held_out"] == log.first?["recordings"], "\(log)")
      #expect(first.text.contains(" \(log.first?["held_out"] ?? "?")\n"), "\(first.text)")
      let bytes = try FileSystem.read(model)
      let again = try MadeSetFolder.shotmark(folder, short + " -j 1")
      #expect(again.text.hasPrefix("nothing has changed since round 1") && again.status == 0)
      // Made anew by another number of threads, it is the same.
      try FileSystem.remove(model)
      #expect(try MadeSetFolder.shotmark(folder, short + " -j 3").status == 0)
      #expect(try FileSystem.read(model) == bytes)
      #expect(
        try ShellScript.run(folder, "echo 'range-01-sensor-4/take-01.wav,5' >> R/Annotations/GUN.csv").status
          == 0)
      let other = try MadeSetFolder.shotmark(folder, short)
      #expect(other.status == 0 && FileSystem.exists(folder.appending("S.loop/round-002.safetensors")))
    }
  }

  @Test("Options of the other kinds of model are refused, each by its name")
  func otherKinds() throws {
    try with { folder in
      for (options, word) in [
        ("--model onsets --epochs 3", "--epochs"), ("--model onsets --recipe street", "--recipe"),
        ("--model onsets --copies 2", "--copies"), ("--model onsets --group-by folder", "--group-by"),
        ("--learn-from A", "--learn-from"), ("--model fcn --loudest-from A", "--loudest-from"),
        ("--network-steps 3", "--network-steps"),
      ] {
        let run = try MadeSetFolder.shotmark(folder, "loop A --root A --tags T --into S \(options)")
        #expect(run.status == 2 && run.messages.split(separator: "\n").count == 3, "\(run.messages)")
        #expect(run.messages.contains("option \(word)"), "\(run.messages)")
      }
      let silent = try MadeSetFolder.shotmark(
        folder, "loop A --root A --tags T --into S --model onsets --background-from T -q")
      #expect(silent.status == 1 && silent.messages.contains("holds no recording"), "\(silent.messages)")
    }
  }

  @Test("Killed at any moment and run again, a round leaves the bytes of one that was not")
  func killed() throws {
    try with { folder in
      func start(_ set: String) throws -> pid_t {
        try MadeSetFolder.start(
          folder, "loop A --root A --tags T --into \(set)/S --group-by folder --proposals \(set)/GUN.csv")
      }
      // Whoever comes first fills the caches.
      #expect(MadeSetFolder.end(try start("warm")) == 0)
      let clock = ContinuousClock()
      var status: Int32 = 0
      let whole = try clock.measure { status = MadeSetFolder.end(try start("whole")) }
      #expect(status == 0)
      let expected = try contents(folder.appending("whole"))
      var interrupted = 0
      for attempt in 0..<8 {
        let set = "k\(attempt)"
        let process = try start(set)
        usleep(UInt32((whole * attempt / 8) / .microseconds(1)))
        kill(process, SIGKILL)
        if MadeSetFolder.end(process) & 0x7F == SIGKILL { interrupted += 1 }
        #expect(MadeSetFolder.end(try start(set)) == 0)
        let found = try contents(folder.appending(Path(set)))
        #expect(Set(found.keys) == Set(expected.keys))
        for (name, bytes) in expected { #expect(found[name] == bytes, "\(name) after \(attempt)") }
      }
      #expect(interrupted > 0)
    }
  }

  @Test("Without a label, with a broken log, or with tags in the way of proposals it says what to do")
  func wrong() throws {
    try with { folder in
      try AtomicFile.write([], to: folder.appending("T/GUN.csv"))
      let nothing = try MadeSetFolder.shotmark(folder, Self.line)
      #expect(nothing.status == 1 && nothing.messages.contains("no recording is labelled with GUN yet"))
      try label(sites: 1...5, in: folder)
      try FileSystem.makeFolder(folder.appending("S.loop"))
      try AtomicFile.write(Array("1,2\n".utf8), to: folder.appending("S.loop/rounds.csv"))
      let broken = try MadeSetFolder.shotmark(folder, Self.line)
      #expect(broken.status == 1 && broken.messages.contains("S.loop/rounds.csv, row 1"))
      let way = try MadeSetFolder.shotmark(folder, Self.line + " --proposals T/GUN.csv")
      #expect(way.status == 1 && way.messages.contains("tags that are no proposals"))
    }
  }

  @Test("With --unreviewed recordings are searched that are labelled in part, but not those that are done")
  func unreviewed() throws {
    try with { folder in
      func proposed(_ line: String) throws -> Set<String> {
        let run = try MadeSetFolder.shotmark(folder, line)
        #expect(run.status == 0, "\(run.messages)")
        let text = String(
          decoding: try FileSystem.read(folder.appending("Proposals/GUN.csv")), as: UTF8.self)
        return Set(text.split(separator: "\n").compactMap { $0.split(separator: ",").first.map(String.init) })
      }
      let tags = folder.appending("T/GUN.csv")
      let known = String(decoding: try FileSystem.read(tags), as: UTF8.self)
      let all = try proposed(Self.line)
      let partly = try #require(all.first { $0.hasPrefix("site-06/") })
      try AtomicFile.write(Array((known + "\(partly),100\n").utf8), to: tags)
      #expect(try proposed(Self.line) == all.subtracting([partly]))
      #expect(try proposed(Self.line + " --unreviewed") == all)
    }
  }

  @Test(
    "A network is trained in rounds as well, and copies of a recipe go into it; each is a round of its own")
  func kinds() throws {
    try with { folder in
      let recipe = #"""
        {"about": "shifted", "steps": [{"transform": "time_shift", "samples": [-256, 256]}]}
        """#
      try AtomicFile.write(Array(recipe.utf8), to: folder.appending("shifted.json"))
      let network = try MadeSetFolder.shotmark(folder, Self.line + " --model fcn --epochs 2 --jobs 2")
      #expect(network.status == 0, "\(network.messages)")
      let info = try MadeSetFolder.shotmark(folder, "info S.loop/round-001.safetensors")
      #expect(info.status == 0 && info.text.contains("network"))
      let scores = try FileSystem.read(folder.appending("S.loop/ranking.csv"))
      let again = try MadeSetFolder.shotmark(folder, Self.line + " --model fcn --epochs 2 --jobs 2")
      #expect(again.text.hasPrefix("nothing has changed since round 1"))
      #expect(try FileSystem.read(folder.appending("S.loop/ranking.csv")) == scores)
      let copied = try MadeSetFolder.shotmark(folder, Self.line + " --recipe shifted.json --copies 1")
      #expect(copied.status == 0, "\(copied.messages)")
      let plain = try MadeSetFolder.shotmark(folder, Self.line)
      #expect(plain.status == 0, "\(plain.messages)")
      let files = try (1...3).map {
        try FileSystem.read(folder.appending(Path("S.loop/round-00\($0).safetensors")))
      }
      #expect(files[1] != files[2] && files[0] != files[1])
      let rounds = try MadeSetFolder.table(folder.appending("S.loop/rounds.csv"))
      #expect(rounds.count == 3 && Set(rounds.map { $0["chunks"] }).count == 1)
    }
  }
}
