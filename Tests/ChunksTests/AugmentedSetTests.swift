import Augmentation
import Basis
import Chunks
import Evaluation
import Files
import TestSupport
import Testing

@Suite("A set with copies")
struct AugmentedSetTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  private let shift = #"{"copies": 2, "steps": [{"transform": "time_shift"}]}"#
  private let noise = #"{"steps": [{"transform": "gaussian_noise"}]}"#

  @Test(
    "all originals are there as the same files, and only chunks of train have copies, in their group, split and fold"
  )
  func lineage() throws {
    let result = try made.augment()
    let more = try ChunkSet(opening: made.made.set("more"))
    #expect(more.rows.filter { $0.parent == nil } == made.set.rows)
    for row in made.set.rows {
      let (own, other) = (made.set.folder.appending(row.file), more.folder.appending(row.file))
      #expect(try FileSystem.status(own).inode == FileSystem.status(other).inode)
    }
    let parents = Dictionary(uniqueKeysWithValues: made.set.rows.map { ($0.file, $0) })
    let copies = try made.copies()
    #expect(copies.count == result.made && copies.count > 150)
    for copy in copies {
      let parent = try #require(copy.parent.flatMap { parents[$0] })
      #expect(copy.split == .train && parent.split == .train)
      #expect(copy.group == parent.group && copy.fold == parent.fold && copy.recording == parent.recording)
      #expect(copy.recordingSHA256 == parent.recordingSHA256 && copy.label == parent.label)
      #expect(copy.kind == parent.kind && copy.recipe == "mine")
      #expect(FileSystem.exists(more.folder.appending(copy.file)))
    }
    let trained = Set(made.set.rows.filter { $0.split == .train }.map(\.file))
    #expect(Set(copies.compactMap(\.parent)) == trained)
    #expect(try !Audit(more).hasFailed)
  }

  @Test("chunks of other splits have copies only where that is asked for")
  func splits() throws {
    try made.augment(noise) { $0.splits = [.val] }
    #expect(try Set(made.copies().map(\.split)) == [.val])
    #expect(throws: ChunksError.nothingToAugment) { try made.augment(noise) { $0.splits = [] } }
  }

  @Test("partners and backgrounds come from the same split and fold")
  func parts() throws {
    let text = """
      {"copies": 3, "steps": [{"transform": "mix_up"}, {"transform": "background"}]}
      """
    try made.augment(text) { $0.splits = Set(Split.allCases) }
    let rows = Dictionary(uniqueKeysWithValues: made.set.rows.map { ($0.file, $0) })
    var (partners, backgrounds) = (0, 0)
    for copy in try made.copies() {
      if let mixed = try MadeAugmenting.step(MixUp.self, of: copy) {
        let partner = try #require(rows[mixed.partner])
        #expect(partner.split == copy.split && partner.fold == copy.fold, "\(copy.file)")
        #expect(partner.label == mixed.partnerLabel && partner.file != copy.parent)
        partners += 1
      }
      if let added = try MadeAugmenting.step(AddedBackground.self, of: copy) {
        let background = try #require(rows[added.sound])
        #expect(background.split == copy.split && background.fold == copy.fold, "\(copy.file)")
        #expect(background.kind == .background && added.folder == nil)
        backgrounds += 1
      }
    }
    #expect(partners > 200 && backgrounds > 200)
  }

  @Test("two recipes keep both their copies; the same one again replaces its own alone")
  func twoRecipes() throws {
    let first = try made.augment(shift, name: "shift")
    try made.augment(noise, name: "noise")
    let both = try made.copies()
    #expect(both.count { $0.recipe == "shift" } == first.made)
    #expect(both.count { $0.recipe == "noise" } == first.made / 2)

    let again = try made.augment(shift, name: "shift") { $0.copies = 1 }
    #expect(again.removed == first.made / 2)
    let after = try made.copies()
    #expect(after.filter { $0.recipe == "noise" } == both.filter { $0.recipe == "noise" })
    #expect(after.count { $0.recipe == "shift" } == first.made / 2)
    let files = Set(
      try FileSystem.files(below: made.made.set("more")).filter { $0.lowercasedExtension == "wav" })
    #expect(files == Set(try ChunkSet(opening: made.made.set("more")).rows.map(\.file)))
    let runs = try ChunkSet(opening: made.made.set("more")).information.runs
    #expect(runs.compactMap { $0["options"]?["name"]?.string } == ["noise", "shift"])
  }

  @Test("in place the originals stay as they are, and copies of copies are never made")
  func inPlace() throws {
    let before = try made.contents("set")
    try made.augment(shift, name: "shift", into: "set")
    try made.augment(noise, name: "noise", into: "set")
    let set = try ChunkSet(opening: made.set.folder)
    #expect(set.rows.filter { $0.parent == nil } == made.set.rows)
    let originals = Set(made.set.rows.map(\.file))
    #expect(try made.copies("set").allSatisfy { originals.contains($0.parent ?? "") })
    let after = try made.contents("set")
    for row in made.set.rows { #expect(after[row.file.description] == before[row.file.description]) }
    #expect(after["GUN/index.csv"] == before["GUN/index.csv"])

    // From a set with copies into another: they come along.
    try made.augment(noise, name: "noise", into: "more") { $0.seed = 3 }
    #expect(
      try made.copies().count { $0.recipe == "shift" } == made.copies("set").count { $0.recipe == "shift" })
  }

  @Test("a target that is another set is refused, and stays as it is")
  func otherSet() throws {
    var options = SlicingOptions()
    options.root = made.made.root
    options.backgroundFolders = [made.made.root.appending("env")]
    options.background = 20
    options.seed = 9
    options.label = "STREET"
    _ = try Slicing(options, cache: made.made.cache).run(into: made.made.set("other"))
    let before = try made.contents("other")
    let first = try #require(try ChunkSet(opening: made.made.set("other")).rows.first)
    #expect(throws: ChunksError.otherOriginals(made.made.set("other"), first.file)) {
      try made.augment(noise, into: "other")
    }
    #expect(try made.contents("other") == before)
  }

  @Test("what the source has changed since is as it is now, and copies of how it was go")
  func changedSource() throws {
    try made.augment(shift, name: "shift")
    var rows = made.set.rows
    let index = try #require(rows.firstIndex { $0.split == .train })
    let changed = rows[index].file
    (rows[index].split, rows[index].weight) = (.val, 0.5)
    try FileSystem.writePlain(Manifest.bytes(rows), to: made.set.folder.appending(Manifest.name))
    try made.augment(noise, name: "noise")
    let more = try ChunkSet(opening: made.made.set("more"))
    #expect(more.rows.first { $0.file == changed } == rows[index])
    #expect(!more.rows.contains { $0.parent == changed })
    #expect(more.rows.contains { $0.recipe == "shift" })
  }

  @Test("labels that the set does not have are named, and a dry run writes nothing")
  func mistakes() throws {
    let text = #"{"labels": ["DOG"], "steps": [{"transform": "gain"}]}"#
    #expect(throws: ChunksError.unknownLabel("DOG", recipe: "mine", known: ["ENV", "GUN"])) {
      try made.augment(text)
    }
    #expect(throws: ChunksError.badCount("--copies", 1001, allowed: 0...1000)) {
      try made.augment(noise) { $0.copies = 1001 }
    }
    let dry = try Augmenting(made.options(noise), cache: made.made.cache)
      .run(made.set.folder, into: made.made.set("dry"), dryRun: true)
    #expect(dry.made == made.set.rows.count { $0.split == .train })
    #expect(!FileSystem.exists(made.made.set("dry")))
    #expect(throws: ChunksError.noSet(made.made.set("nowhere"))) {
      try Augmenting(made.options(noise)).run(made.made.set("nowhere"), into: made.made.set("more"))
    }
  }
}
