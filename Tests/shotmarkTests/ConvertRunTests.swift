import Basis
import Files
import TestSupport
import Testing

@Suite("shotmark convert")
struct ConvertRunTests {
  private func shotmark(_ folder: TemporaryFolder, _ words: String...) throws -> Finished {
    try Program.run(
      Program.shotmark, ["convert"].map { Array($0.utf8) } + words.map { Array($0.utf8) }, in: folder.path)
  }

  private func text(_ folder: TemporaryFolder, _ file: Path) throws -> String {
    String(decoding: try FileSystem.read(folder.path.appending(file)), as: UTF8.self)
  }

  /// Tag files of two labels, with names that trouble formats with columns.
  static let tags: [(Path, String)] = [
    ("tags/GUN.csv", "\"range, far/a \"\"b\"\".wav\",0,8000,505958400000\nrange/c (1).wav,19753\n"),
    ("tags/ENV.csv", "range/c (1).wav,1,2,3\n"),
  ]

  static func prepared() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (file, text) in tags { try folder.write(text, as: file) }
    return folder
  }

  @Test(
    "tag files go out and come back the same",
    arguments: [
      ("audacity", "out"), ("raven", "out.txt"), ("praat", "out"), ("label-studio", "out.json"),
      ("jams", "out"),
      ("dcase", "out.tsv"), ("tags", "out"),
    ])
  func roundTrip(format: String, out: String) throws {
    let folder = try Self.prepared()
    let there = try shotmark(folder, "tags", out, "--to", format)
    #expect(there.status == 0 && there.output.isEmpty, "\(there.messages)")
    let back = try shotmark(folder, out, "back", "--from", format, "--to", "tags")
    #expect(back.status == 0, "\(back.messages)")
    #expect(try folder.contents(of: "back") == folder.contents(of: "tags"))
    // Once more changes nothing, and needs no --force.
    #expect(try shotmark(folder, "tags", out, "--to", format).status == 0)
    guard format != "tags" else { return }
    let told = try shotmark(folder, out, "told/")
    #expect(told.status == 0, "\(told.messages)")
    #expect(try folder.contents(of: "told") == folder.contents(of: "tags"))
  }

  @Test("lists of onsets have no labels: one is said, or asked for")
  func onsets() throws {
    let folder = try Self.prepared()
    #expect(try shotmark(folder, "tags/GUN.csv", "lists", "--to", "onsets").status == 0)
    #expect(try text(folder, "lists/range/c (1).wav.txt") == "1.2345625\n")
    let refused = try shotmark(folder, "lists", "back", "--from", "onsets")
    #expect(refused.status == 1)
    #expect(
      refused.messages.hasPrefix("error: the marks have no label\n   at: back\n  fix: say it with --label"))
    #expect(try shotmark(folder, "lists", "back", "--label", "GUN").status == 0)
    #expect(try text(folder, "back/GUN.csv") == text(folder, "tags/GUN.csv"))
  }

  @Test("a recording is named by --recording, by the file's own name, or by the recording beside it")
  func recordings() throws {
    let folder = try TemporaryFolder()
    try folder.write("0.5\t0.5\tGUN\n", as: "a.txt")
    let unknown = try shotmark(folder, "a.txt", "A")
    #expect(unknown.status == 1)
    #expect(
      unknown.messages.hasPrefix("error: the file does not say which recording it is about\n   at: a.txt\n"))
    #expect(try shotmark(folder, "a.txt", "A", "--recording", "x/y.wav", "-q").messages.isEmpty)
    #expect(try text(folder, "A/GUN.csv") == "x/y.wav,8000\n")
    try folder.write("0.5\t0.5\tGUN\n", as: "sub/b.FLAC.txt")
    #expect(try shotmark(folder, "sub", "B", "--label", "ENV").status == 0)
    #expect(try text(folder, "B/ENV.csv") == "b.FLAC,8000\n")
    try folder.write("", as: "recordings/a.mp3")
    #expect(try shotmark(folder, "a.txt", "C", "--root", "recordings").status == 0)
    #expect(try text(folder, "C/GUN.csv") == "a.mp3,8000\n")
    try folder.write("", as: "recordings/a.wav")
    #expect(try shotmark(folder, "a.txt", "D", "--root", "recordings").status == 1)
  }

  @Test("tags are added to tag files that exist; other files are replaced only when that is asked for")
  func existing() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.wav,5\nodd,row\n", as: "tags/GUN.csv")
    try folder.write("0.5\t0.5\tGUN\n1\t1\tfar\n", as: "a.wav.txt")
    #expect(try shotmark(folder, "a.wav.txt", "tags").status == 0)
    #expect(try text(folder, "tags/GUN.csv") == "a.wav,5,8000\nodd,row\n")
    #expect(try text(folder, "tags/far.csv") == "a.wav,16000\n")
    // A file's name is the label, of marks of one kind.
    let several = try shotmark(folder, "a.wav.txt", "SHOT.csv")
    #expect(several.status == 1 && several.messages.contains("one with --label"))
    #expect(try shotmark(folder, "a.wav.txt", "SHOT.csv", "--label", "any").status == 0)
    #expect(try text(folder, "SHOT.csv") == "a.wav,8000,16000\n")

    try folder.write("mine", as: "out.json")
    let refused = try shotmark(folder, "SHOT.csv", "out.json")
    #expect(
      refused.status == 1 && refused.messages.contains("fix: choose another name, or replace it with --force")
    )
    #expect(try text(folder, "out.json") == "mine")
    #expect(try shotmark(folder, "SHOT.csv", "out.json", "--force", "-n").status == 0)
    #expect(try text(folder, "out.json") == "mine")
    #expect(try shotmark(folder, "SHOT.csv", "out.json", "--force").status == 0)
    #expect(try text(folder, "out.json") != "mine")
  }

  @Test("bad lines and bad files are said and counted, and the others are converted")
  func failures() throws {
    let folder = try TemporaryFolder()
    try folder.write("0.5\t0.5\tGUN\nx\t1\tGUN\n1\t1\treviewed\n", as: "in/a.wav.txt")
    try folder.write("File type = \"ooTextFile\"\n\"Pitch\"", as: "in/b.wav.TextGrid")
    try folder.write("hello", as: "in/readme.txt")
    try folder.write("0.5\n", as: "in/c.wav.txt")
    let run = try shotmark(folder, "in", "tags")
    #expect(run.status == 1)
    #expect(try text(folder, "tags/GUN.csv") == "a.wav,8000\n")
    #expect(try FileSystem.names(in: folder.path.appending("tags")) == ["GUN.csv"])
    let errors = run.messages.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(
      errors == [
        "error: this is no TextGrid",
        "error: the name and the content of this file do not say what format it has",
        "error: \"x\" is no time in seconds", "error: the marks have no label",
        "error: \"reviewed\" cannot be a label",
      ])
  }

  @Test("standard input and output")
  func pipes() throws {
    let folder = try Self.prepared()
    let out = try shotmark(folder, "tags/ENV.csv", "-", "--to", "audacity")
    #expect(out.status == 0)
    #expect(out.text == "0.0000625\t0.0000625\tENV\n0.000125\t0.000125\tENV\n0.0001875\t0.0001875\tENV\n")
    #expect(try shotmark(folder, "tags/ENV.csv", "-").status == 1)
    #expect(try shotmark(folder, "tags", "-", "--to", "audacity").messages.contains("here are several"))
  }

  @Test("what no file can be called, and what lies outside, is refused")
  func outside() throws {
    let folder = try TemporaryFolder()
    try folder.write("../a.wav,1\n/b.wav,2\nc.wav,3\n./c.wav,4\n", as: "GUN.csv")
    let run = try shotmark(folder, "GUN.csv", "out", "--to", "audacity")
    #expect(run.status == 1)
    #expect(run.messages.split(separator: "\n").count { $0.hasPrefix("error: ") } == 3)
    #expect(try folder.contents(of: "out").keys.sorted() == ["c.wav.txt"])
  }

  /// A WAV file at 16 kHz.
  private static func sound(_ samples: [Float]) -> [UInt8] {
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(number >> (8 * $0) & 255) }
    }
    let data = samples.flatMap { little(Int($0 * 32_767) & 0xFFFF, 2) }
    let format =
      little(16, 4) + little(1, 2) + little(1, 2) + little(16_000, 4) + little(32_000, 4) + little(2, 2)
    let parts =
      Array("WAVEfmt ".utf8) + format + little(16, 2) + Array("data".utf8) + little(data.count, 4) + data
    return Array("RIFF".utf8) + little(parts.count, 4) + parts
  }

  @Test("chunk starts become proposals: at the onset behind each, or as they are")
  func starts() throws {
    let folder = try TemporaryFolder()
    // A faint hiss, a crack at 9000, and nothing behind the start at 30000.
    var generator = RandomKey(seed: 1).generator()
    var samples = (0..<40_000).map { _ in Float(generator.gaussian()) * 0.001 }
    for index in 0..<400 {
      samples[9000 + index] += Float(generator.gaussian()) * 0.3 * (1 - Float(index) / 400)
    }
    try folder.write(Self.sound(samples), as: "range/a.wav")
    try folder.write("range/a.wav,8600,30000,8610\nrange/missing.wav,566,4616\n", as: "index.csv")
    let run = try shotmark(folder, "index.csv", "proposals.csv", "--starts-to-proposals", "--label", "GUN")
    #expect(run.status == 0, "\(run.messages)")
    let rows = try CSV.parse(FileSystem.read(folder.path.appending("proposals.csv")))
    let offsets = rows.first?.fields.dropFirst().compactMap(\.integer) ?? []
    #expect(offsets.count == 2 && offsets.last == 30_000)
    #expect(abs((offsets.first ?? 0) - 9000) <= 32, "\(offsets)")
    #expect(rows.last?.raw == Array("range/missing.wav,566,4616".utf8))
    let scores = try CSV.parse(FileSystem.read(folder.path.appending("proposals.scores.csv")))
    #expect(scores.map { $0.fields[2].number } == [0.8, 0.3, 0.3, 0.3])
    // They are written again over themselves, but never mix with tags.
    #expect(
      try shotmark(folder, "index.csv", "proposals.csv", "--starts-to-proposals", "--label", "GUN").status
        == 0)
    for out in ["p.json", "Annotations", "Annotations/", "-"] {
      let refused = try shotmark(folder, "index.csv", out, "--starts-to-proposals", "--label", "GUN")
      #expect(refused.status == 2 && refused.messages.contains("a tag file of their own"))
    }
    try folder.write("range/a.wav,1\n", as: "GUN.csv")
    #expect(
      try shotmark(folder, "index.csv", "GUN.csv", "--starts-to-proposals", "--label", "GUN").status == 1)
    #expect(try text(folder, "GUN.csv") == "range/a.wav,1\n")
  }

  @Test(
    "the shared tags go through every format and come back",
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)),
    arguments: ["audacity", "raven", "praat", "label-studio", "jams", "dcase"])
  func shared(format: String) throws {
    let folder = try TemporaryFolder()
    let index = SharedData.folder.appending("gundata/index.csv").description
    let root = SharedData.folder.description
    #expect(try shotmark(folder, index, "GUN.csv", "--label", "GUN").status == 0)
    let out = ["raven", "dcase", "label-studio"].contains(format) ? "out.txt" : "out"
    let run = try shotmark(folder, index, out, "--label", "GUN", "--to", format, "--root", root)
    #expect(run.status == 0, "\(run.messages)")
    #expect(try shotmark(folder, out, "back", "--root", root).status == 0)
    #expect(try text(folder, "back/GUN.csv") == text(folder, "GUN.csv"))
  }
}
