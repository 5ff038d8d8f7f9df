import Basis
import Chunks
import Files
import Synchronization
import TestSupport
import Testing

@Suite("The same copies from the same set, recipe and seed")
struct AugmentingDeterminismTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  @Test("the same bytes on one, two and seven threads; another seed gives others")
  func threads() throws {
    try made.augment(into: "one") { $0.jobs = 1 }
    let one = try made.contents("one")
    #expect(one.count > 250)
    for jobs in [2, 7] {
      try made.augment(into: "\(jobs)") { $0.jobs = jobs }
      #expect(try made.contents("\(jobs)") == one)
    }
    try made.augment(into: "seeded") { $0.seed = 1 }
    #expect(try made.contents("seeded")["manifest.csv"] != one["manifest.csv"])
  }

  @Test("a manifest with its rows in another order gives the same bytes", arguments: 0..<3)
  func shuffled(seed: Int) throws {
    try made.augment(into: "straight")
    var rows = made.set.rows
    var generator = RandomKey(seed: UInt64(seed)).adding("order").generator()
    generator.shuffle(&rows)
    try FileSystem.writePlain(Manifest.bytes(rows), to: made.set.folder.appending(Manifest.name))
    try made.augment(into: "shuffled")
    #expect(try made.contents("shuffled") == made.contents("straight"))
  }

  @Test("running again changes no byte, in another set and in place")
  func again() throws {
    for target in ["more", "set"] {
      let first = try made.augment(into: target)
      let before = try made.contents(target)
      let second = try made.augment(into: target)
      #expect(second.made == first.made && second.removed == 0)
      #expect(try made.contents(target) == before)
    }
  }

  private struct Died: Error {}

  @Test(
    "a run that dies at any step leaves the set as it was or as it is to be, and run again gives the same bytes",
    arguments: ["more", "set"])
  func died(target: String) throws {
    let text = #"{"steps": [{"transform": "time_shift"}, {"transform": "frequency_mask"}]}"#
    try made.augment(text, into: "whole")
    // An augmented set of its own, so that there are copies to be replaced and taken away.
    try made.augment(text, into: target) { ($0.seed, $0.copies) = (5, 2) }
    let before = try made.contents(target)
    let names = try made.contents("whole").keys.sorted()
    let steps = try count(text, into: target)
    #expect(steps > 100)
    try made.augment(text, into: target) { ($0.seed, $0.copies) = (5, 2) }
    #expect(try made.contents(target) == before)
    for step in stride(from: 0, to: steps, by: max(1, steps / 12)) {
      let isKilled = Mutex(false)
      let taken = Mutex(0)
      var options = try made.options(text)
      options.jobs = 1
      var augmenting = try Augmenting(options, cache: made.made.cache)
      augmenting.beforeStep = { _ in
        let number = taken.withLock { number in
          number += 1
          return number - 1
        }
        guard number < step else {
          isKilled.withLock { $0 = true }
          throw Died()
        }
      }
      #expect(throws: Died.self) { try augmenting.run(made.set.folder, into: made.made.set(target)) }
      #expect(isKilled.withLock { $0 })
      // Opening it finishes or forgets what was begun.
      _ = try ChunkSet(opening: made.made.set(target))
      let now = try made.contents(target)
      let isWhole = now.keys.sorted() == names
      #expect(isWhole || now == before, "step \(step)")
      try made.augment(text, into: target)
      #expect(try copies(made.contents(target)) == copies(made.contents("whole")), "step \(step)")
      try made.augment(text, into: target) { ($0.seed, $0.copies) = (5, 2) }
      #expect(try copies(made.contents(target)) == copies(before), "step \(step)")
    }
  }

  /// All but `set.json`, which knows where a set's chunks came from.
  private func copies(_ contents: [String: [UInt8]]) -> [String: [UInt8]] {
    contents.filter { $0.key != "set.json" }
  }

  /// How many steps a run takes.
  private func count(_ text: String, into target: String) throws -> Int {
    let steps = Mutex(0)
    var augmenting = try Augmenting(made.options(text), cache: made.made.cache)
    augmenting.beforeStep = { _ in steps.withLock { $0 += 1 } }
    _ = try augmenting.run(made.set.folder, into: made.made.set(target))
    return steps.withLock { $0 }
  }
}
