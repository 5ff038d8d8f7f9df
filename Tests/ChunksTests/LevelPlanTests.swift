import Audio
import Augmentation
import Basis
import Chunks
import Evaluation
import Features
import Files
import TestSupport
import Testing

@Suite("Copies with levels that tell nothing")
struct LevelPlanTests {
  /// Loud shots, and background 12 dB below them, each recording with a level of its own.
  private func made() throws -> MadeAugmenting {
    try MadeAugmenting { made in
      for index in 0..<10 {
        for (name, seed, level) in [("gun/take", 0, -15.0), ("env/street", 100, -27.0)] {
          let gain = Float(Decibels.amplitude(level + 15 + Double(index)))
          let noise = MadeRecordings.noise(80_000, seed: UInt64(seed + index)).map { $0 * gain }
          try made.folder.write(WAV.bytes(pcm16: noise).bytes, as: Path("root/\(name) \(index).wav"))
        }
      }
    }
  }

  /// How well the audit's measure of loudness tells the labels of train apart.
  private func auc(_ set: ChunkSet) throws -> Double {
    let rows = set.rows.filter { $0.split == .train }
    let levels = try rows.map { ChunkMeasures.rms(try set.samples(of: $0)) }
    let auc = try #require(ROC.auc(scores: levels, positives: rows.map { $0.label == "GUN" }))
    return max(auc, 1 - auc)
  }

  @Test("matched levels leave loudness almost nothing to tell", arguments: [2, 5])
  func matched(copies: Int) throws {
    let made = try made()
    #expect(try auc(made.set) > 0.8)
    try made.augment(#"{"copies": \#(copies), "steps": [{"transform": "polarity"}]}"#, into: "kept")
    #expect(try auc(ChunkSet(opening: made.made.set("kept"))) > 0.8)
    let text =
      #"{"copies": \#(copies), "balance": true, "levels": "matched", "steps": [{"transform": "polarity"}]}"#
    try made.augment(text)
    let more = try ChunkSet(opening: made.made.set("more"))
    #expect(try auc(more) < 0.55)
    // As the audit of a set of its train split alone would say.
    var rows = more.rows
    rows.removeAll { $0.split != .train }
    try FileSystem.writePlain(Manifest.bytes(rows), to: more.folder.appending(Manifest.name))
    let audit = try Audit(ChunkSet(opening: more.folder))
    let loudness = try #require(audit.shortcuts.first { $0.measure == "rms" })
    #expect(loudness.auc < 0.55)
  }

  @Test("each copy has the level that was drawn for it, and quiet chunks get the quiet ones")
  func levels() throws {
    let made = try made()
    try made.augment(#"{"levels": "matched", "steps": [{"transform": "polarity"}]}"#)
    let more = try ChunkSet(opening: made.made.set("more"))
    var pairs: [(before: Double, after: Double)] = []
    for copy in try made.copies() where copy.label == "GUN" {
      let level = try #require(try MadeAugmenting.step(Level.self, of: copy))
      let after = Decibels.ofAmplitude(ChunkMeasures.rms(try more.samples(of: copy)))
      let drawn = try #require(try copy.drawnCopy())
      #expect(abs(after - level.rmsDB - drawn.scaledDB) < 0.05)
      let before = ChunkMeasures.rms(try more.samples(ofParent: copy))
      pairs.append((Decibels.ofAmplitude(before), level.rmsDB))
    }
    let sorted = pairs.sorted { $0.before < $1.before }.map(\.after)
    // Drawn within whole dB.
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 + 1 })
  }

  @Test("silent chunks have no level, and stop nothing")
  func silence() throws {
    let made = try made()
    let silent = try #require(made.set.rows.first { $0.split == .train })
    try FileSystem.writePlain(
      WAV.bytes(pcm16: [Float](repeating: 0, count: 4096)).bytes, to: made.set.folder.appending(silent.file))
    let result = try made.augment(#"{"levels": "matched", "steps": [{"transform": "polarity"}]}"#)
    #expect(result.failures.isEmpty)
    let copy = try #require(try made.copies().first { $0.parent == silent.file })
    #expect(try MadeAugmenting.step(Level.self, of: copy) == nil)
  }
}

extension ChunkSet {
  /// The samples of a copy's parent.
  func samples(ofParent copy: ManifestRow) throws -> [Float] {
    try samples(of: try #require(rows.first { $0.file == copy.parent }))
  }
}
