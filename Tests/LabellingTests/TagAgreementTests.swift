import Annotation
import Basis
import Evaluation
import Labelling
import Testing

@Suite("Agreement of two tag files")
struct TagAgreementTests {
  private func agreement(_ first: String, _ second: String) throws -> TagAgreement {
    let none = try Annotations(reading: [])
    return TagAgreement(
      first: try TagFile(bytes: Array(first.utf8), name: "A/GUN.csv"), none,
      second: try TagFile(bytes: Array(second.utf8), name: "B/GUN.csv"), none, collar: 80)
  }

  @Test("A recording that only one names is a dispute and no disagreement; one named without tags is both")
  func unknown() throws {
    let found = try agreement("a.wav,100,5000\n./b.wav,7\nc.wav,9\n", "a.wav,140,9000\nb.wav\nd.wav,3\n")
    #expect(found.recordings.map(\.path) == ["a.wav", "b.wav"])
    #expect(found.onlyFirst.map(\.path) == ["c.wav"] && found.onlySecond.map(\.path) == ["d.wav"])
    #expect(found.figures.matched == 1 && found.figures.onlyFirst == 2 && found.figures.onlySecond == 1)
    #expect(found.figures.differences?.median == 40)
    #expect(
      found.disputes.map { "\($0.path) \($0.offset) \($0.annotator) \($0.isOfUnknownRecording)" } == [
        "a.wav 5000 first false", "a.wav 9000 second false", "b.wav 7 first false", "c.wav 9 first true",
        "d.wav 3 second true",
      ])
  }

  @Test("Merging keeps half-way what both have, and of the rest what is asked for")
  func merged() throws {
    let found = try agreement("a.wav,100,5000\nc.wav,9\n", "a.wav,141,9000\nd.wav,3\n")
    func text(_ kept: TagAgreement.Kept) -> String {
      found.merged(keeping: kept).map { "\($0.path) \($0.offsets)" }.joined(separator: " ")
    }
    #expect(text(.agreed) == "a.wav [120]")
    #expect(text(.first) == "a.wav [120, 5000] c.wav [9]")
    #expect(text(.second) == "a.wav [120, 9000] d.wav [3]")
    #expect(text(.all) == "a.wav [120, 5000, 9000] c.wav [9] d.wav [3]")
  }
}
