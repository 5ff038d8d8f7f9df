import Audio
import Augmentation
import Basis
import Chunks
import Files
import TestSupport
import Testing

@Suite("Sounds that copies take from elsewhere")
struct AugmentingSoundsTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  private let shift = #"{"copies": 3, "steps": [{"transform": "time_shift"}]}"#

  private func background(_ folder: Path) -> String {
    #"{"steps": [{"transform": "background", "from": "\#(folder)", "snr_db": 0}]}"#
  }

  /// The noise that a recording is made of.
  private func recording(_ row: ManifestRow) throws -> [Float] {
    let number = try #require(UInt64(row.recording.stem.description.split(separator: " ")[1]))
    return MadeRecordings.noise(80_000, seed: row.label == "GUN" ? number : 100 + number)
  }

  @Test("a shifted chunk is its recording's own window, and its row says which, with all onsets in it")
  func neighbours() throws {
    let result = try made.augment(shift)
    #expect(result.warnings.isEmpty && result.failures.isEmpty)
    let more = try ChunkSet(opening: made.made.set("more"))
    let parents = Dictionary(uniqueKeysWithValues: made.set.rows.map { ($0.file, $0) })
    var (moved, brought) = (0, 0)
    for copy in try made.copies() {
      let parent = try #require(copy.parent.flatMap { parents[$0] })
      let noise = try recording(copy)
      let step = try MadeAugmenting.step(TimeShift.self, of: copy)
      #expect(copy.start == parent.start - (step?.samples ?? 0))
      let window = copy.start..<copy.start + 4096
      let chunk = try more.samples(of: copy)
      #expect(zip(chunk, noise[window]).allSatisfy { abs($0 - $1) <= 1.01 / 32768 }, "\(copy.file)")
      if copy.label == "GUN" {
        #expect(copy.onset == parent.onset && copy.lead == (copy.onset ?? 0) - copy.start)
        #expect((0..<4096 - 160).contains(copy.lead ?? -1))
        #expect(
          copy.onsets == [12_000, 25_000, 26_000, 50_000, 76_000].filter(window.contains), "\(copy.file)")
        if !Set(copy.onsets).isSubset(of: parent.onsets) { brought += 1 }
      }
      if copy.start != parent.start { moved += 1 }
    }
    #expect(moved > 150 && brought > 0)
  }

  @Test("where recordings are not at hand, or have changed, silence fills in and the run says so")
  func withoutRecordings() throws {
    try made.made.record("gun/take 3.wav", seed: 33)
    let changed = try made.augment(shift, into: "changed")
    #expect(changed.warnings.count == 1 && changed.warnings[0].hasPrefix("1 of 20 recordings are not below "))
    let result = try made.augment(shift) { $0.root = made.made.set("nowhere") }
    #expect(result.failures.isEmpty)
    #expect(result.warnings.count == 1 && result.warnings[0].hasPrefix("20 of 20 recordings are not below "))
    let more = try ChunkSet(opening: made.made.set("more"))
    for copy in try made.copies() {
      guard let shift = try MadeAugmenting.step(TimeShift.self, of: copy), shift.samples != 0 else {
        continue
      }
      let chunk = try more.samples(of: copy)
      let (own, parent) = (shift.samples, try more.samples(ofParent: copy))
      for index in chunk.indices {
        let from = index - own
        guard chunk[index] != (parent.indices.contains(from) ? parent[from] : 0) else { continue }
        Issue.record("\(copy.file), sample \(index)")
        break
      }
      // What silence replaced is not there any more, and nothing came in.
      let before = try #require(more.rows.first { $0.file == copy.parent })
      #expect(Set(copy.onsets).isSubset(of: before.onsets))
      #expect(copy.onsets.allSatisfy { (0..<4096).contains($0 - copy.start) })
    }
  }

  @Test("a folder that holds recordings of the set leaves those out, and says so")
  func ownRecordings() throws {
    let folder = made.made.set("streets")
    try FileSystem.makeFolder(folder)
    for index in 0..<3 {
      let bytes = try FileSystem.read(made.made.root.appending(Path("env/street \(index).wav")))
      try FileSystem.writePlain(bytes, to: folder.appending(Path("own \(index).wav")))
    }
    #expect(throws: ChunksError.noSounds(folder)) { try made.augment(background(folder)) }
    let foreign = MadeRecordings.noise(3000, seed: 900)
    try FileSystem.writePlain(WAV.bytes(pcm16: foreign).bytes, to: folder.appending("foreign.wav"))
    try FileSystem.writePlain(Array("no sound".utf8), to: folder.appending("torn.wav"))
    let result = try made.augment(background(folder))
    #expect(
      result.warnings.count == 1 && result.warnings[0].hasPrefix("4 of 5 sounds below \(folder) are left out")
    )
    for copy in try made.copies() {
      let added = try #require(try MadeAugmenting.step(AddedBackground.self, of: copy))
      #expect(added.sound == "foreign.wav" && added.folder == folder && added.start < 3000)
    }
    #expect(throws: FileError.self) { try made.augment(background(made.made.set("no such folder"))) }
  }

  @Test(
    "what is added is the stretch that the row names, of short and of very long sounds, beginning again at the end"
  )
  func stretches() throws {
    let folder = made.made.set("streets")
    try FileSystem.makeFolder(folder)
    // 601 s are read piece by piece, 0.1 s must be repeated.
    let long: [Float] = (0..<601 * 16_000).map { index in
      let step: Int = (index &* 7919) % 2003 - 1001
      return Float(step) / 8192
    }
    let sounds: [Path: [Float]] = ["long.wav": long, "short.wav": MadeRecordings.noise(1600, seed: 7)]
    for (name, samples) in sounds {
      try FileSystem.writePlain(WAV.bytes(pcm16: samples).bytes, to: folder.appending(name))
    }
    try made.augment(background(folder))
    let more = try ChunkSet(opening: made.made.set("more"))
    for copy in try made.copies() {
      let added = try #require(try MadeAugmenting.step(AddedBackground.self, of: copy))
      let sound = try #require(sounds[added.sound])
      let turned = Float(Decibels.amplitude(try #require(try copy.drawnCopy()).scaledDB))
      let parent = try more.samples(ofParent: copy)
      let noise = (0..<4096).map { sound[(added.start + $0) % sound.count] }
      func power(_ samples: [Float]) -> Double { samples.reduce(0) { $0 + Double($1) * Double($1) } }
      let factor = Float((power(parent) / power(noise)).squareRoot())
      let chunk = try more.samples(of: copy)
      let isSum = chunk.indices.allSatisfy { index in
        let wanted: Float = turned * (parent[index] + factor * noise[index])
        return abs(chunk[index] - wanted) < 2.5 / 32768
      }
      #expect(isSum, "\(copy.file) with \(added.sound) from \(added.start)")
    }
  }

  @Test(
    "a chunk whose WAV is missing or torn fails alone, and is named once however many copies it has",
    arguments: ["more", "set"])
  func missingChunk(target: String) throws {
    let trained = made.set.rows.filter { $0.split == .train }
    let tested = try #require(made.set.rows.first { $0.split == .test })
    let lost = [trained[0].file, tested.file]
    for file in lost { try FileSystem.remove(made.set.folder.appending(file)) }
    try FileSystem.writePlain([1, 2, 3], to: made.set.folder.appending(trained[1].file))
    for recipe in [shift, #"{"copies": 3, "levels": "matched", "steps": [{"transform": "frequency_mask"}]}"#]
    {
      let result = try made.augment(recipe, into: target)
      #expect(result.made == 3 * (trained.count - 2))
      #expect(result.failures.allSatisfy { !$0.what.isEmpty && !$0.remedy.isEmpty })
      let places = Set(result.failures.map(\.place))
      let wanted = target == "set" ? [lost[0], trained[1].file] : lost + [trained[1].file]
      #expect(places == Set(wanted.map { made.set.folder.appending($0).description }))
      let missing = made.set.folder.appending(lost[0]).description
      #expect(result.failures.count { $0.place == missing } == 1 && result.failures.count == places.count)
      #expect(result.failures.first { $0.place == missing }?.what.contains("gone") == true)
      let copies = try made.copies(target)
      #expect(copies.count == result.made && !copies.contains { $0.parent == lost[0] })
    }
  }
}
