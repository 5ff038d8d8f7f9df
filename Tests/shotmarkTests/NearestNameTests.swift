import Basis
import Testing
import shotmark

@Suite("The nearest name")
struct NearestNameTests {
  private let names = ["annotate", "slice", "audit", "synth", "features", "train", "evaluate", "info"]

  @Test(
    "Slips of the finger are mended",
    arguments: [
      ("snyth", "synth"), ("silce", "slice"), ("adit", "audit"), ("evalute", "evaluate"),
      ("feat", "features"),
      ("trainn", "train"), ("inf", "info"), ("Slice", "slice"),
    ])
  func slips(word: String, name: String) { #expect(NearestName.of(word, among: names) == name) }

  @Test("What resembles nothing stays", arguments: ["", "x", "spectrogram", "zzzzz", "🎯"])
  func strange(word: String) { #expect(NearestName.of(word, among: names) == nil) }

  @Test("The distance is symmetric, 0 only for equals, and changed by one edit by at most one")
  func distance() {
    for trial in 0..<500 {
      var generator = RandomKey(seed: 5).adding(trial).generator()
      let a = String((0..<generator.below(9)).map { _ in Character(["a", "b", "c"][generator.below(3)]) })
      let b = String((0..<generator.below(9)).map { _ in Character(["a", "b", "c"][generator.below(3)]) })
      let distance = NearestName.distance(a, b)
      #expect(distance == NearestName.distance(b, a))
      #expect((distance == 0) == (a == b))
      #expect(abs(NearestName.distance(a, b + "c") - distance) <= 1)
      #expect(distance <= max(a.count, b.count))
    }
    #expect(NearestName.distance("ab", "ba") == 1)
  }
}
