import Audio
import Basis
import Chunks
import Evaluation
import Files
import TestSupport
import Testing

@Suite("Slicing recordings into a set")
struct SlicingTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeRecordings

  init() throws { made = try MadeRecordings() }

  private func options(_ change: (inout SlicingOptions) -> Void = { _ in })
    -> SlicingOptions
  {
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("GUN.csv")]
    options.backgroundFolders = [made.root.appending("env")]
    change(&options)
    return options
  }

  @discardableResult
  private func slice(
    into set: String = "set", _ change: (inout SlicingOptions) -> Void = { _ in }
  ) throws -> SlicingResult {
    try Slicing(options(change), cache: made.cache).run(into: made.set(set))
  }

  @Test("every chunk's samples are those of its recording, and the manifest says where")
  func samples() throws {
    try made.recordStandard()
    let result = try slice()
    #expect(result.failures.isEmpty)
    let set = try ChunkSet(opening: made.set("set"))
    let shots = set.rows.filter { $0.label == "GUN" }
    #expect(shots.count == 50 && set.rows.count { $0.label == "ENV" } == 150)
    for row in set.rows {
      let seed = UInt64(row.recording.stem.description.split(separator: " ")[1]) ?? 0
      let noise = MadeRecordings.noise(80_000, seed: row.label == "GUN" ? seed : 100 + seed)
      let chunk = try set.samples(of: row)
      #expect(
        zip(chunk, noise[row.start..<row.start + 4096]).allSatisfy { abs($0 - $1) <= 0.5 / 32768 + 1e-6 })
      #expect(row.padding == 0)
    }
    for row in shots {
      #expect((0...3072).contains((row.onset ?? -1) - row.start) && row.lead == (row.onset ?? 0) - row.start)
    }
    let pair = shots.filter { $0.onsets.count == 2 }
    #expect(!pair.isEmpty && pair.allSatisfy { $0.overlap == 1 })
    let index = try FileSystem.read(made.set("set").appending("GUN/index.csv"))
    let first = shots.filter { $0.recording == "gun/take 0.wav" }.map { String($0.start) }
    #expect(
      String(decoding: index, as: UTF8.self).hasPrefix(
        "gun/take 0.wav," + first.joined(separator: ",") + "\n"))
  }

  @Test("the same bytes on one, two and seven threads, and for tags in any order")
  func determinism() throws {
    try made.recordStandard()
    try slice(into: "one") { $0.jobs = 1 }
    try slice(into: "seven") { $0.jobs = 7 }
    let tags = String(decoding: try FileSystem.read(made.root.appending("GUN.csv")), as: UTF8.self)
    let shuffled = tags.split(separator: "\n").reversed().map { line in
      let fields = line.split(separator: ",")
      return ([fields[0]] + fields.dropFirst().reversed()).joined(separator: ",")
    }
    try made.folder.write(shuffled.joined(separator: "\r\n"), as: "root/GUN.csv")
    try slice(into: "shuffled")
    var one = try made.folder.contents(of: "one")
    var seven = try made.folder.contents(of: "seven")
    var other = try made.folder.contents(of: "shuffled")
    // The card's title is the folder's name.
    for name in ["README.md"] { (one[name], seven[name], other[name]) = (nil, nil, nil) }
    #expect(one.count > 200)
    #expect(one == seven)
    #expect(one == other)
    try slice(into: "seeded") { $0.seed = 1 }
    #expect(try made.folder.contents(of: "seeded")["manifest.csv"] != one["manifest.csv"])
  }

  @Test("no group is divided, and groups keep their split when the set grows")
  func growing() throws {
    try made.recordStandard()
    try made.record("gun/copy of 3.wav", seed: 3)
    var tags = String(decoding: try FileSystem.read(made.root.appending("GUN.csv")), as: UTF8.self)
    tags += "gun/copy of 3.wav,13000\n"
    try made.folder.write(tags, as: "root/GUN.csv")
    try slice()
    let before = try ChunkSet(opening: made.set("set"))
    let copies = before.rows.filter { ["gun/take 3.wav", "gun/copy of 3.wav"].contains($0.recording) }
    #expect(Set(copies.map(\.group)) == ["gun/copy of 3.wav"])
    #expect(Set(copies.map(\.split)).count == 1 && Set(copies.map(\.fold)).count == 1)

    for index in 20..<40 { try made.record(Path("gun/take \(index).wav"), seed: UInt64(index)) }
    tags += (20..<40).map { "gun/take \($0).wav,30000,31000\n" }.joined()
    try made.folder.write(tags, as: "root/GUN.csv")
    let result = try slice()
    #expect(result.kept >= 50 && result.cut >= 40)
    let after = try ChunkSet(opening: made.set("set"))
    let places = Dictionary(before.rows.map { ($0.recording, $0) }) { first, _ in first }
    for row in after.rows {
      guard let old = places[row.recording] else { continue }
      #expect(row.group == old.group && row.split == old.split && row.fold == old.fold)
    }
    #expect(Set(after.rows.filter { $0.split == .test }.compactMap(\.fold)).isEmpty)
    #expect(Set(after.rows.compactMap(\.fold)) == [0, 1, 2, 3, 4])
  }

  @Test("a run that changes nothing leaves every byte; a changed tag cuts its recording anew")
  func again() throws {
    try made.recordStandard()
    try slice { $0.background = 30 }
    let before = try made.folder.contents(of: "set")
    let nothing = try slice { $0.background = 30 }
    #expect(nothing.cut == 0 && nothing.kept == 80)
    #expect(try made.folder.contents(of: "set") == before)

    var tags = String(decoding: try FileSystem.read(made.root.appending("GUN.csv")), as: UTF8.self)
    tags = tags.replacing("gun/take 4.wav,12000,25000,26000,50000,76000", with: "gun/take 4.wav,70000")
    try made.folder.write(tags, as: "root/GUN.csv")
    let changed = try slice { $0.background = 30 }
    #expect(changed.cut == 1 && changed.removed == 4)
    let set = try ChunkSet(opening: made.set("set"))
    #expect(set.rows.filter { $0.recording == "gun/take 4.wav" }.map(\.onset) == [70_000])
    let files = Set(
      try FileSystem.files(below: made.set("set").appending("GUN")).filter(SoundFiles.isSoundFile))
    #expect(
      files == Set(set.rows.filter { $0.label == "GUN" }.map { Path(bytes: $0.file.bytes.dropFirst(4)) }))
  }

  @Test("a lost chunk is cut again, the same")
  func healing() throws {
    try made.recordStandard()
    try slice()
    let before = try made.folder.contents(of: "set")
    try FileSystem.remove(made.set("set").appending("GUN/gun/take 1.wav_2.wav"))
    try slice()
    #expect(
      try made.folder.contents(of: "set")["GUN/gun/take 1.wav_2.wav"] == before["GUN/gun/take 1.wav_2.wav"])
  }

  @Test("what is wrong with one recording or tag stops no other, and is listed")
  func failures() throws {
    try made.recordStandard()
    try made.folder.write("no sound", as: "root/gun/torn.wav")
    var tags = String(decoding: try FileSystem.read(made.root.appending("GUN.csv")), as: UTF8.self)
    tags += "gun/torn.wav,5\ngun/absent.wav,5\ngun/take 5.wav,90000\n../outside.wav,7\n"
    try made.folder.write(tags, as: "root/GUN.csv")
    let result = try slice()
    let texts = result.failures.map(\.description)
    #expect(texts.count == 4, "\(texts)")
    #expect(
      texts.contains {
        $0.contains("onset 90000 lies past the end of the recording (80000 samples at 16 kHz)")
      })
    #expect(texts.contains { $0.contains("row 13, column 2") && $0.contains("gun/take 5.wav") })
    #expect(texts.contains { $0.contains("gun/torn.wav") })
    #expect(texts.contains { $0.contains("absent.wav") })
    #expect(texts.contains { $0.contains("leads out of the root") })
    let set = try ChunkSet(opening: made.set("set"))
    #expect(set.rows.count { $0.label == "GUN" } == 50)
    let list = CSV.parse(try FileSystem.read(made.set("set").appending("failures.csv")))
    #expect(list.count == 5)
  }

  @Test("starts are cut exactly, and padded past the end")
  func starts() throws {
    try made.recordStandard()
    try made.folder.write("gun/take 0.wav,78000,100,200\n", as: "root/index.csv")
    let result = try slice {
      $0.tags = [made.root.appending("index.csv")]
      $0.label = "GUN"
      $0.starts = true
      $0.backgroundFolders = []
    }
    #expect(result.failures.isEmpty && result.cut == 3)
    let set = try ChunkSet(opening: made.set("set"))
    #expect(set.rows.map(\.start) == [100, 200, 78_000])
    #expect(set.rows.map(\.padding) == [0, 0, 4096 - 2000])
    #expect(set.rows.map(\.overlap) == [3996, 3996, 0])
    #expect(set.rows.allSatisfy { $0.onset == nil && $0.lead == nil && $0.onsets.isEmpty })
    #expect(try set.samples(of: set.rows[2])[2000...].allSatisfy { $0 == 0 })
  }

  @Test("background that shares content with tagged recordings is refused")
  func contradiction() throws {
    try made.recordStandard()
    try made.record("env/really take 2.wav", seed: 2)
    let result = try slice()
    #expect(result.failures.isEmpty)
    #expect(result.exclusions.map(\.place) == ["env/really take 2.wav"])
    let set = try ChunkSet(opening: made.set("set"))
    #expect(!set.rows.contains { $0.recording == "env/really take 2.wav" })
  }

  @Test("negatives come only from background folders and reviewed spans, clear of shots")
  func negatives() throws {
    try made.recordStandard()
    try made.folder.write(
      "gun/take 0.wav,0,80000,listened\ngun/take 1.wav,30000,48000,seen\ngun/take 2.wav,0,80000,screened\n",
      as: "root/reviewed.csv")
    try slice { $0.backgroundFolders = [] }
    let set = try ChunkSet(opening: made.set("set"))
    let negatives = set.rows.filter { $0.label == "ENV" }
    #expect(Set(negatives.map(\.recording)) == ["gun/take 0.wav", "gun/take 1.wav"])
    #expect(negatives.filter { $0.kind == .tail }.allSatisfy { $0.recording == "gun/take 0.wav" })
    #expect(negatives.contains { $0.kind == .tail } && negatives.contains { $0.kind == .background })
    for row in negatives where row.kind == .background {
      let chunk = row.start..<row.start + 4096
      #expect([12_000, 25_000, 26_000, 50_000, 76_000].allSatisfy { !chunk.overlaps($0 - 4096..<$0 + 8192) })
    }
  }

  @Test("a quiet recording gives no more than 2 % digital silence")
  func silence() throws {
    try made.recordStandard()
    for index in 0..<10 {
      try made.folder.write(
        WAV.bytes(pcm16: [Float](repeating: 0, count: 160_000)).bytes, as: Path("root/env/mute \(index).wav"))
    }
    try slice { $0.background = 100 }
    let set = try ChunkSet(opening: made.set("set"))
    let mute = set.rows.count { $0.recording.description.contains("mute") }
    #expect(set.rows.count { $0.label == "ENV" } == 100 && mute <= 2)
  }

  @Test("paths with blanks, commas, newlines and bytes that are not UTF-8")
  func names() throws {
    let name = Path(bytes: Array("gun/a, \"b\"\n".utf8) + [0xFF] + Array(" (1).wav".utf8))
    try made.record(name, seed: 1)
    var writer = CSV.Writer()
    writer.row([name.bytes, Array("20000".utf8)])
    try made.folder.write(writer.bytes, as: "root/GUN.csv")
    let result = try slice { $0.backgroundFolders = [] }
    #expect(result.failures.isEmpty && result.cut == 1)
    let set = try ChunkSet(opening: made.set("set"))
    #expect(set.rows.first?.recording == name)
    #expect(try set.rows.first.map { try set.samples(of: $0).count } == 4096)
  }

  @Test("options that contradict each other are named")
  func mistakes() throws {
    try made.recordStandard()
    #expect(throws: ChunksError.badLeads(4000...4090, length: 4096)) {
      try slice { $0.leads = 4000...4090 }
    }
    #expect(throws: ChunksError.badLength(3)) { try slice { $0.length = 3 } }
    #expect(throws: ChunksError.badLabel("a/b")) { try slice { $0.label = "a/b" } }
    #expect(throws: ChunksError.nothingToSlice) {
      try slice {
        $0.tags = []
        $0.backgroundFolders = []
      }
    }
    try slice()
    #expect(throws: ChunksError.otherLength(made.set("set"), has: 4096, wanted: 2048)) {
      try slice {
        $0.length = 2048
        $0.leads = 0...1000
      }
    }
  }

  @Test(
    "the shared tags give 509 chunks, equal to the recordings resampled as a whole",
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
  func shared() throws {
    let result = try slice {
      $0.root = SharedData.folder
      $0.tags = [SharedData.folder.appending("gundata/index.csv")]
      $0.label = "GUN"
      $0.starts = true
      $0.backgroundFolders = []
    }
    #expect(result.cut == 509 && result.failures.isEmpty)
    let set = try ChunkSet(opening: made.set("set"))
    for (recording, rows) in Dictionary(grouping: set.rows, by: \.recording) {
      let sound = try ResampledRecording(SharedData.folder.appending(recording))
      let whole = try sound.samples(0..<sound.length)
      for row in rows {
        let chunk = try set.samples(of: row)
        #expect(
          chunk.indices.allSatisfy { index in
            let expected = row.start + index < whole.count ? whole[row.start + index] : 0
            return abs(chunk[index] - min(max(expected, -1), 32767.0 / 32768)) * 32768 <= 1
          })
      }
    }
    let tied = set.rows.filter { ["gundata/M16/5 (89).wav", "gundata/M4/4 (86).wav"].contains($0.recording) }
    #expect(Set(tied.map(\.recording)).count == 2 && Set(tied.map(\.group)).count == 1)
  }

  @Test(
    "every odd file gives a chunk equal to the whole recording's samples, or an error in three parts",
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
  func odd() throws {
    let folder = SharedData.folder.appending("odd")
    let names = try FileSystem.files(below: folder)
    var writer = CSV.Writer()
    for name in names { writer.row([Path("odd").appending(name).bytes, Array("100".utf8)]) }
    let tags = try made.folder.write(writer.bytes, as: "ODD.csv")
    let result = try slice {
      $0.root = SharedData.folder
      $0.tags = [tags]
      $0.backgroundFolders = []
    }
    let bad = ["header_only_zero_frames.wav", "riff_13_bytes.wav", "zero_length.wav"]
    #expect(result.failures.map { Path($0.place).name.description } == bad)
    #expect(result.failures.allSatisfy { !$0.what.isEmpty && !$0.remedy.isEmpty })
    #expect(result.cut == names.count - bad.count && result.cut == 7)
    let set = try ChunkSet(opening: made.set("set"))
    for row in set.rows {
      let sound = try ResampledRecording(SharedData.folder.appending(row.recording))
      let whole = try sound.samples(0..<sound.length)
      for (index, sample) in try set.samples(of: row).enumerated() {
        let position = row.start + index
        let expected = whole.indices.contains(position) ? min(max(whole[position], -1), 32767.0 / 32768) : 0
        guard abs(sample - expected) * 32768 > 1 else { continue }
        Issue.record("\(row.file), sample \(index): \(sample) instead of \(expected)")
        break
      }
    }
  }
}
