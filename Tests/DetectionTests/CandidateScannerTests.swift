import Basis
import Detection
import Testing

@Suite("Candidates in a recording")
struct CandidateScannerTests {
  @Test("Candidates do not depend on how the recording is cut", arguments: [1, 15, 16, 777, 16_001, 200_000])
  func blocks(length: Int) {
    let samples = Bangs(seed: 1, seconds: length < 16 ? 3 : 20).samples
    var (whole, cut) = (CandidateScanner(), CandidateScanner())
    whole.append(samples)
    for start in stride(from: 0, to: samples.count, by: length) {
      cut.append(Array(samples[start..<min(start + length, samples.count)]))
    }
    let expected = whole.finish()
    #expect(expected.count > 2)
    #expect(cut.finish() == expected)
  }

  @Test("A scanner that has finished has heard nothing")
  func again() {
    let samples = Bangs(seed: 2, seconds: 6).samples
    var scanner = CandidateScanner()
    scanner.append(samples)
    let first = scanner.finish()
    #expect(scanner.finish().isEmpty)
    scanner.append(samples)
    #expect(scanner.finish() == first)
  }

  @Test("The gain of a recording moves levels by as much, and nothing else")
  func gain() {
    let bangs = Bangs(seed: 3, seconds: 10)
    var (quiet, loud) = (CandidateScanner(), CandidateScanner())
    quiet.append(bangs.samples)
    loud.append(bangs.samples.map { 4 * $0 })
    let pairs = zip(quiet.finish(), loud.finish())
    var compared = 0
    for (quiet, loud) in pairs {
      #expect(quiet.offset == loud.offset)
      for (name, (one, other)) in zip(CandidateMeasures.names, zip(quiet.measures, loud.measures)) {
        let change: Float = name == "level" || name == "floor" ? 12.041 : 0
        #expect(abs(other - one - change) < 0.1, "\(name) at \(quiet.offset)")
      }
      compared += 1
    }
    #expect(compared > 2)
  }

  @Test("An arrival keeps about 600 numbers, all of them finite")
  func memory() {
    var scanner = CandidateScanner()
    scanner.append(Bangs(seed: 4, seconds: 5).samples + [.nan, .infinity, -.infinity, 1e30])
    for candidate in scanner.finish() {
      #expect(candidate.measures.count == CandidateMeasures.names.count)
      #expect(candidate.measures.count + candidate.sound.count + candidate.rises.count < 700)
      #expect(candidate.measures.allSatisfy { $0.isFinite } && candidate.sound.allSatisfy { $0.isFinite })
    }
  }

  @Test("Nothing, silence and a few samples have no candidates", arguments: [0, 1, 15, 160, 48_000])
  func silence(length: Int) {
    var scanner = CandidateScanner()
    scanner.append([Float](repeating: 0, count: length))
    #expect(scanner.finish().isEmpty)
  }
}
