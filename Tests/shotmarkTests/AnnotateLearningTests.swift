import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

// Proposals of a model, by doubt across the queue, and learning while one goes on.
extension AnnotateScenarioTests {
  /// Synthetic recordings in `A`, the truth of the first sites in `tags`, and a model `gun.safetensors` of it.
  private static func trained() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try run("synth --into A --minutes 4 --seed 6 -q", in: folder)
    try label(sites: 1...5, in: folder)
    try run("slice tags --root A --into S --group-by folder -q", in: folder)
    try run("train forest S --out gun.safetensors -q", in: folder)
    return folder
  }

  private static func run(_ line: String, in folder: TemporaryFolder) throws {
    let run = try MadeSetFolder.shotmark(folder.path, line)
    try #require(run.status == 0, "\(run.messages)")
  }

  private static func label(sites: ClosedRange<Int>, in folder: TemporaryFolder) throws {
    for name in ["GUN.csv", "reviewed.csv", "ignore.csv"] {
      let truth = try text("A/Annotations/\(name)", in: folder)
      let rows = truth.split(separator: "\n").filter { row in
        sites.contains { row.hasPrefix("site-0\($0)/") }
      }
      try folder.write(rows.map { $0 + "\n" }.joined(), as: Path("tags/\(name)"))
    }
  }

  private static func text(_ name: String, in folder: TemporaryFolder) throws -> String {
    let file = folder.path.appending(Path(name))
    return FileSystem.exists(file) ? String(decoding: try FileSystem.read(file), as: UTF8.self) : ""
  }

  /// All offsets of a tag file.
  private static func offsets(_ name: String, in folder: TemporaryFolder) throws -> Int {
    try text(name, in: folder).split(separator: "\n").reduce(0) {
      $0 + $1.split(separator: ",").dropFirst().count
    }
  }

  @Test(
    "With --model D goes through the queue by doubt, and G answers a page of it, whichever recordings it is of"
  )
  func model() throws {
    let folder = try Self.trained()
    let before = try Self.offsets("tags/GUN.csv", in: folder)
    let session = try AnnotatingSession(
      "A --root A --model gun.safetensors", in: folder, columns: 120, rows: 40)
    defer { session.close() }
    session.expect("recording ")
    session.type("D", until: "the most doubtful of")
    session.type("x", until: "· unsaved")
    session.expect("the most doubtful of")
    session.type("G", until: "the most doubtful of the queue: ")
    session.expect("chosen; the others will be rejected")
    // All of the page is refused but for the first.
    session.type("-", until: "0 of ")
    session.type("a", until: "1 of ")
    session.type("\n", until: "1 accepted, 23 rejected")
    session.terminal.press("Escape")
    session.terminal.press("C-s")
    session.expect("· saved")
    session.quit()
    #expect(try Self.offsets("tags/GUN.csv", in: folder) == before + 1)
    #expect(try Self.offsets("tags/ENV.csv", in: folder) > 1)
    // What was refused are negatives, and the shots of before are the same.
    try Self.run("slice tags --root A --into S2 --group-by folder -q", in: folder)
    let rows = try MadeSetFolder.table(folder.path.appending("S2/manifest.csv"))
    #expect(rows.contains { $0["label"] == "ENV" && $0["kind"] == "shot" })
  }

  @Test("A model for onsets proposes as one of chunks does")
  func onsetModel() throws {
    let folder = try TemporaryFolder()
    try Self.run("synth --ranges --into R --minutes 3 -q", in: folder)
    try Self.run("synth --no-shots --into quiet --minutes 2 --seed 3 -q", in: folder)
    try Self.run(
      "train onsets R --background-from quiet --n-trees 20 --network-steps 10 --out shots.safetensors -q",
      in: folder)
    let session = try AnnotatingSession(
      "R --root R --tags tags --model shots.safetensors --learn-from R", in: folder, columns: 120, rows: 40)
    defer { session.close() }
    session.expect("recording ")
    session.type("D", until: "the most doubtful of")
    session.type("x", until: "· unsaved")
    session.quit()
    #expect(try Self.offsets("tags/ENV.csv", in: folder) == 1)
  }

  @Test("R learns from what is marked while one goes on; answers stay, and the rest is ranked")
  func learning() throws {
    let folder = try Self.trained()
    let session = try AnnotatingSession(
      "A --root A --into L/set --group-by folder", in: folder, columns: 140, rows: 40)
    defer { session.close() }
    session.expect("proposal 1")
    session.type("D", until: "nothing is known of the queue yet: R learns")
    session.terminal.type("R")
    // Nobody waits: marks are set while it learns.
    session.type("/0.1\nm", until: "· 1 GUN ·")
    let screen = session.expect("proposals re-ranked")
    #expect(screen.contains("learnt from ") && !screen.contains("learning…"))
    session.type("D", until: "the most doubtful of")
    session.quit()
    #expect(try Self.text("tags/GUN.csv", in: folder).contains(",1600"))
    let rounds = try MadeSetFolder.table(folder.path.appending("L/set.loop/rounds.csv"))
    #expect(rounds.count == 1 && FileSystem.exists(folder.path.appending("L/set.loop/round-001.safetensors")))
  }

  @Test(
    "Answers alone are enough to learn from; who leaves meanwhile loses nothing, and it goes on the next time"
  )
  func answersAlone() throws {
    let folder = try TemporaryFolder()
    for index in 0..<4 {
      try AnnotatingSession.write(Path("range \(index).wav"), bangs: [0.5, 1.25, 2], in: folder)
    }
    for _ in 0..<2 {
      let session = try AnnotatingSession(". --into L/set", in: folder)
      session.expect("proposal ")
      session.type("\n", until: "GUN at ")
      session.type("x", until: "rejected")
      session.terminal.type("R}")
      session.expect("proposal 1")
      session.quit()
      session.close()
    }
    let session = try AnnotatingSession(". --into L/set", in: folder)
    defer { session.close() }
    session.expect("recording ")
    session.type("R", until: "re-ranked")
    session.type("G", until: "the most doubtful of the queue: ")
    session.type("\n", until: "no proposal of the queue is left")
    session.quit()
    #expect(try Self.offsets("tags/ENV.csv", in: folder) >= 2)
    #expect(try Self.offsets("tags/GUN.csv", in: folder) >= 2)
  }

  @Test("Where nothing can be learnt R says why, and the session goes on; leaving does not wait for it")
  func unlearnt() throws {
    let folder = try TemporaryFolder()
    try AnnotatingSession.write("range.wav", bangs: [0.5, 1.25, 2], in: folder)
    let session = try AnnotatingSession("range.wav", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    session.type("R", until: "not learnt: no recording is labelled with GUN yet")
    session.type("\n", until: "· 1 GUN ·")
    session.type("R", until: "not learnt: ")
    session.type("\n", until: "· 2 GUN ·")
    session.type("R", until: "saved")
    session.quit()
    #expect(try AnnotatingSession.onsets(of: "range.wav", in: folder).count == 2)
  }
}
