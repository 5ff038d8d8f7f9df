import Augmentation
import Basis
import Chunks
import Evaluation
import Files
import TestSupport
import Testing

@Suite("Which chunks get copies")
struct CopyPlanTests {
  // A property, since the folder must live as long as the test.
  private let made: MadeAugmenting

  init() throws { made = try MadeAugmenting() }

  private func train(_ label: String) -> Int {
    made.set.rows.count { $0.split == .train && $0.label == label }
  }

  @Test("only the labels that the recipe names")
  func labels() throws {
    try made.augment(#"{"copies": 2, "labels": ["GUN"], "steps": [{"transform": "gain"}]}"#)
    let copies = try made.copies()
    #expect(copies.count == 2 * train("GUN") && copies.allSatisfy { $0.label == "GUN" })
  }

  @Test("about the share that the recipe names, others with another seed", arguments: [0.0, 0.35, 1.0])
  func share(share: Double) throws {
    let text = #"{"copies": 10, "share": \#(share), "steps": [{"transform": "gain"}]}"#
    try made.augment(text)
    try made.augment(text, into: "other") { $0.seed = 1 }
    let all = Double(10 * (train("GUN") + train("ENV")))
    let count = Double(try made.copies().count)
    // Five standard deviations.
    #expect(abs(count - share * all) <= 5 * (all * share * (1 - share)).squareRoot())
    let chosen = try Set(made.copies().map(\.file))
    #expect((try Set(made.copies("other").map(\.file)) == chosen) == (share == 0 || share == 1))
  }

  @Test("balanced labels have equally many chunks and copies in train", arguments: [0, 1, 3])
  func balance(copies: Int) throws {
    #expect(train("GUN") != train("ENV"))
    try made.augment(#"{"copies": \#(copies), "balance": true, "steps": [{"transform": "gain"}]}"#)
    let rows = try ChunkSet(opening: made.made.set("more")).rows.filter { $0.split == .train }
    let most = max(train("GUN"), train("ENV")) * (1 + copies)
    #expect(rows.count { $0.label == "GUN" } == most && rows.count { $0.label == "ENV" } == most)
    // Nobody has many more than others of its label.
    for label in ["GUN", "ENV"] {
      let counts = Dictionary(grouping: rows.filter { $0.label == label }) { $0.parent ?? $0.file }
        .values.map(\.count)
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test("the number asked for on the command line is taken in place of the recipe's")
  func number() throws {
    try made.augment(#"{"copies": 7, "steps": [{"transform": "gain"}]}"#) { $0.copies = 2 }
    #expect(try made.copies().count == 2 * (train("GUN") + train("ENV")))
  }
}
