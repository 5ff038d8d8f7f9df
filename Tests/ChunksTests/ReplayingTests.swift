import Audio
import Augmentation
import Basis
import Chunks
import Files
import TestSupport
import Testing

@Suite("Making copies again from their rows")
struct ReplayingTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  private func replaying(_ set: ChunkSet) throws -> Replaying {
    try Replaying(set, root: made.made.root, cache: made.made.cache)
  }

  private func rewrite(_ set: ChunkSet, _ change: (inout [ManifestRow]) -> Void) throws -> ChunkSet {
    var rows = set.rows
    change(&rows)
    try FileSystem.writePlain(Manifest.bytes(rows), to: set.folder.appending(Manifest.name))
    return try ChunkSet(opening: set.folder)
  }

  @Test("every copy of every ready recipe, and of one with a folder of sounds, comes out with the same bytes")
  func everyRecipe() throws {
    let folder = made.made.set("streets")
    try made.made.folder.write(
      WAV.bytes(pcm16: MadeRecordings.noise(3000, seed: 900)).bytes, as: "streets/foreign.wav")
    let outside = """
      {"steps": [{"transform": "time_stretch"}, {"transform": "background", "from": "\(folder)"},
        {"transform": "impulse_response", "from": "\(folder)"}, {"transform": "pitch_shift"}, {"transform": "mix_up"}]}
      """
    try made.augment(outside, name: "outside", into: "set")
    try made.augment(name: "everything", into: "set")
    let ready = Path(#filePath).folder.folder.folder.appending("Augment")
    for file in try FileSystem.files(below: ready).filter({ $0.lowercasedExtension == "json" }) {
      let text = String(decoding: try FileSystem.read(ready.appending(file)), as: UTF8.self)
      try made.augment(text, name: file.stem.description, into: "set")
    }
    let set = try ChunkSet(opening: made.set.folder)
    let replaying = try replaying(set)
    let copies = try made.copies("set")
    #expect(Set(copies.map(\.recipe)).count == 12 && copies.count > 1000)
    for copy in copies { try replaying.check(copy) }
  }

  @Test(
    "every copy of the shared recordings' set is made again with the same bytes",
    .enabled(if: SharedData.isThere, Comment(rawValue: SharedData.absent)))
  func shared() throws {
    var slicing = SlicingOptions()
    slicing.root = SharedData.folder
    slicing.tags = [SharedData.folder.appending("gundata/index.csv")]
    (slicing.label, slicing.starts) = ("GUN", true)
    slicing.backgroundFolders = [SharedData.folder.appending("envdata")]
    slicing.background = 200
    _ = try Slicing(slicing, cache: made.made.cache).run(into: made.made.set("shared"))
    let set = try ChunkSet(opening: made.made.set("shared"))
    for recipe in ["street", "sensor"] {
      let file = Path(#filePath).folder.folder.folder.appending("Augment/\(recipe).json")
      var options = AugmentingOptions(recipe: try Recipe(reading: file))
      (options.root, options.copies) = (SharedData.folder, 1)
      let result = try Augmenting(options, cache: made.made.cache).run(set.folder, into: set.folder)
      #expect(result.failures.isEmpty && result.made > 300)
    }
    let more = try ChunkSet(opening: set.folder)
    let replaying = try Replaying(more, root: SharedData.folder, cache: made.made.cache)
    for copy in more.rows where copy.parent != nil { try replaying.check(copy) }
  }

  @Test("nothing but the row and its parent's file is asked: not the copy's own")
  func fromTheRowAlone() throws {
    try made.augment()
    let set = try ChunkSet(opening: made.made.set("more"))
    let copy = try #require(try made.copies().first { try $0.drawnCopy()?.keepsSamples == false })
    let bytes = try FileSystem.read(set.folder.appending(copy.file))
    try FileSystem.remove(set.folder.appending(copy.file))
    #expect(try replaying(set).bytes(of: copy) == bytes)
    try FileSystem.writePlain(Array(bytes.dropLast(2)) + [7, 7], to: set.folder.appending(copy.file))
    #expect(throws: ChunksError.differs(set.folder.appending(copy.file))) { try replaying(set).check(copy) }
  }

  @Test(
    "damaged parameters are an error in three parts with its place, for that row alone",
    arguments: [
      ("", "ends"), ("{", "line 1"), ("[]", "'steps' is missing"), (#"{"steps": 3}"#, "'steps' is no list"),
      (#"{"steps": [{"transform": "gane"}]}"#, "there is no transform"),
      (#"{"steps": [{"transform": "gain"}]}"#, "'gain_db' is missing"),
      (#"{"steps": [{"transform": "gain", "gain_db": 1e9}]}"#, "gain_db of gain cannot be"),
      (#"{"steps": [{"transform": "gain", "gain_db": "loud"}]}"#, "gain_db of gain cannot be"),
      (#"{"steps": [], "labels": {"GUN": -3}}"#, "a share of a label cannot be -3"),
      (#"{"steps": [], "labels": {"GUN": "all"}}"#, "a share of a label cannot be"),
    ])
  func damaged(text: String, words: String) throws {
    try made.augment(#"{"steps": [{"transform": "gain"}]}"#)
    let index = try #require(
      try ChunkSet(opening: made.made.set("more")).rows.firstIndex { $0.parent != nil })
    let set = try rewrite(ChunkSet(opening: made.made.set("more"))) { $0[index].parameters = text }
    let replaying = try replaying(set)
    for row in set.rows where row.parent != nil && row.file != set.rows[index].file {
      try replaying.check(row)
    }
    let error = try #require(throws: FileError.self) { try replaying.check(set.rows[index]) }
    #expect(error.place.hasPrefix("\(set.rows[index].file), line 1, column "), "\(error)")
    #expect(!error.remedy.isEmpty && (error.what + error.place).contains(words), "\(error)")
    guard !text.isEmpty else { return }
    #expect(throws: FileError.self) { try FeatureMatrix(set, rows: set.rows) }
  }

  @Test("absurd places in a row end in an error or another sound, never in a trap")
  func absurd() throws {
    let folder = made.made.set("streets")
    let long = [Float](repeating: 0.1, count: 601 * 16_000)
    try made.made.folder.write(WAV.bytes(pcm16: long).bytes, as: "streets/long.wav")
    try made.augment(
      #"{"copies": 1, "steps": [{"transform": "time_shift"}, {"transform": "background", "from": "\#(folder)"}]}"#
    )
    let set = try ChunkSet(opening: made.made.set("more"))
    var copy = try #require(try made.copies().first { $0.label == "GUN" })
    let text = copy.parameters
    for (pattern, with) in [
      (#""start":\d+"#, #""start":1125899906842624"#), (#""samples":-?\d+"#, #""samples":-65536"#),
      (#""samples":-?\d+"#, #""samples":65536"#), (#""sound":"long.wav""#, #""sound":"../../nothing.wav""#),
    ] {
      let changed = text.replacing(try Regex(pattern), with: with)
      #expect(changed != text, "\(pattern)")
      copy.parameters = changed
      do { try replaying(set).check(copy) } catch let error as any ThreePartError {
        #expect(!error.what.isEmpty && !error.remedy.isEmpty)
      }
    }
  }

  @Test("a row that is no copy, or whose parent is gone, is named")
  func noCopy() throws {
    try made.augment(#"{"steps": [{"transform": "gain"}]}"#)
    let set = try ChunkSet(opening: made.made.set("more"))
    let original = try #require(set.rows.first { $0.parent == nil })
    #expect(throws: ChunksError.noCopy(original.file, at: set.folder)) {
      try replaying(set).bytes(of: original)
    }
    let copy = try #require(try made.copies().first)
    let orphaned = try rewrite(set) { $0.removeAll { $0.file == copy.parent } }
    #expect(throws: ChunksError.noCopy(copy.file, at: set.folder)) { try replaying(orphaned).bytes(of: copy) }
  }
}
