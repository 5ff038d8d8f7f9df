import Audio
import Basis
import Chunks
import Evaluation
import Files
import TestSupport
import Testing

@Suite("Auditing a set")
struct AuditTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeRecordings

  init() throws { made = try MadeRecordings() }

  private func sliced() throws -> ChunkSet {
    try made.recordStandard()
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("GUN.csv")]
    options.backgroundFolders = [made.root.appending("env")]
    options.background = 60
    _ = try Slicing(options, cache: made.cache).run(into: made.set("set"))
    return try ChunkSet(opening: made.set("set"))
  }

  private func rewrite(_ set: ChunkSet, _ change: (inout [ManifestRow]) -> Void) throws -> ChunkSet {
    var rows = set.rows
    change(&rows)
    try FileSystem.writePlain(Manifest.bytes(rows), to: set.folder.appending("manifest.csv"))
    return try ChunkSet(opening: set.folder)
  }

  private func finding(_ audit: Audit, _ subject: String) -> Audit.Finding? {
    audit.findings.first { $0.subject == subject }
  }

  @Test("a set as slicing makes it passes, and says that its groups are known by content only")
  func passes() throws {
    let set = try sliced()
    let audit = try Audit(set)
    #expect(!audit.hasFailed)
    #expect(finding(audit, "groups")?.severity == .good)
    #expect(finding(audit, "near-duplicates")?.severity == .good)
    #expect(finding(audit, "sources")?.severity == .warning)
    #expect(finding(audit, "balance")?.text == "60 ENV, 50 GUN")
    // Both labels are noise of the same level: nothing tells them apart.
    #expect(audit.shortcuts.allSatisfy { $0.auc < 0.7 })
  }

  @Test("a group on both sides of a split is leakage")
  func dividedGroup() throws {
    let set = try sliced()
    let broken = try rewrite(set) { rows in
      guard let index = rows.firstIndex(where: { $0.split == .train }) else { return }
      rows[index].split = .test
      rows[index].fold = nil
    }
    let audit = try Audit(broken)
    #expect(audit.hasFailed)
    #expect(finding(audit, "groups")?.severity == .leakage)
    #expect(finding(audit, "recordings")?.severity == .leakage)
  }

  @Test("the same sound under another name on the other side of a split is leakage")
  func hiddenCopy() throws {
    let set = try sliced()
    guard let train = set.rows.first(where: { $0.split == .train && $0.label == "GUN" }),
      let test = set.rows.first(where: { $0.split == .test && $0.label == "GUN" })
    else {
      Issue.record("a split has no GUN")
      return
    }
    // Louder, and otherwise the same.
    let copy = try set.samples(of: train).map { $0 * 1.5 }
    try FileSystem.writePlain(WAV.bytes(pcm16: copy).bytes, to: set.folder.appending(test.file))
    let audit = try Audit(ChunkSet(opening: made.set("set")))
    #expect(finding(audit, "groups")?.severity == .good)
    let found = finding(audit, "near-duplicates")
    #expect(found?.severity == .leakage)
    #expect(Set(found?.examples ?? []) == [train.file, test.file])
  }

  @Test("loudness that tells the labels apart is named, and fails over a limit only")
  func loudness() throws {
    let set = try sliced()
    for row in set.rows where row.label == "ENV" {
      let quiet = try set.samples(of: row).map { $0 * 0.1 }
      try FileSystem.writePlain(WAV.bytes(pcm16: quiet).bytes, to: set.folder.appending(row.file))
    }
    let changed = try ChunkSet(opening: made.set("set"))
    let audit = try Audit(changed)
    #expect(!audit.hasFailed)
    #expect(audit.shortcuts.first { $0.measure == "rms" }?.auc == 1)
    #expect(finding(audit, "shortcuts")?.severity == .warning)
    #expect(try Audit(changed, shortcutLimit: 0.9).hasFailed)
    #expect(try !Audit(changed, shortcutLimit: 1).hasFailed)
  }

  @Test("gates of exact zeros, clipping and silence are counted by label")
  func marks() throws {
    let set = try sliced()
    let shots = set.rows.filter { $0.label == "GUN" }
    func write(_ samples: [Float], _ row: ManifestRow) throws {
      try FileSystem.writePlain(WAV.bytes(pcm16: samples).bytes, to: set.folder.appending(row.file))
    }
    var gated = try set.samples(of: shots[0])
    for index in 1000..<1160 { gated[index] = 0 }
    try write(gated, shots[0])
    try write(try set.samples(of: shots[1]).map { $0 * 100 }, shots[1])
    try write([Float](repeating: 0, count: 4096), shots[2])
    let audit = try Audit(ChunkSet(opening: made.set("set")))
    #expect(finding(audit, "gates")?.examples == [shots[0].file])
    #expect(finding(audit, "clipping")?.examples == [shots[1].file])
    #expect(finding(audit, "silence")?.examples == [shots[2].file])
  }

  @Test("leads that are all alike are named")
  func leads() throws {
    try made.recordStandard()
    var options = SlicingOptions()
    options.root = made.root
    options.tags = [made.root.appending("GUN.csv")]
    options.leads = 500...520
    _ = try Slicing(options, cache: made.cache).run(into: made.set("set"))
    let audit = try Audit(ChunkSet(opening: made.set("set")))
    #expect(finding(audit, "leads")?.severity == .warning)
  }

  @Test("an empty set and a chunk of another length are errors")
  func mistakes() throws {
    let set = try sliced()
    try FileSystem.writePlain(
      WAV.bytes(pcm16: [0, 0, 0]).bytes, to: set.folder.appending(set.rows[0].file))
    #expect(throws: ChunksError.chunkLength(set.folder.appending(set.rows[0].file), has: 3, wanted: 4096)) {
      _ = try Audit(set)
    }
    let empty = try rewrite(set) { $0 = [] }
    #expect(throws: ChunksError.emptySet(set.folder)) { _ = try Audit(empty) }
  }
}
