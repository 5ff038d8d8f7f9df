import Basis
import Detection
import Onsets
import Testing

@Suite("Judging candidates")
struct CandidateForestTests {
  private static func candidates(_ seed: UInt64) -> ([Candidate], [Int]) {
    let bangs = Bangs(seed: seed, seconds: 9)
    var scanner = CandidateScanner()
    scanner.append(bangs.samples)
    return (scanner.finish(), bangs.onsets)
  }

  private static func groups(_ seeds: [UInt64]) -> [CandidateGroup] {
    seeds.map {
      let (candidates, onsets) = candidates($0)
      return CandidateGroup(candidates: [candidates], onsets: [onsets])
    }
  }

  private static func training(jobs: Int) -> CandidateTraining {
    var training = CandidateTraining()
    training.nTrees = 20
    training.jobs = jobs
    return training
  }

  @Test("Bangs are told from what repeats them, in recordings that were not learnt from")
  func reflections() throws {
    let forest = try Self.training(jobs: 2).fit(Self.groups([1, 2, 3, 4, 5, 6]))
    let (candidates, onsets) = Self.candidates(77)
    let scores = try forest.scores(of: [candidates])[0]
    let found = CandidatePicking.onsets(candidates, scores: scores, threshold: 0.5).map(\.offset)
    #expect(found.count == onsets.count)
    #expect(zip(found, onsets).allSatisfy { abs($0 - $1) <= 80 })
  }

  @Test("The same forest grows on one thread and on two")
  func threads() throws {
    let groups = Self.groups([1, 2, 3, 4, 5])
    let (candidates, _) = Self.candidates(78)
    let one = try Self.training(jobs: 1).fit(groups).scores(of: [candidates], jobs: 1)
    let two = try Self.training(jobs: 2).fit(groups).scores(of: [candidates], jobs: 2)
    #expect(one == two)
  }

  @Test("Features are as many as their names, and finite, in recordings with no candidate or one, too")
  func columns() {
    let (candidates, _) = Self.candidates(79)
    let context = CandidateContext([candidates, [], Array(candidates.prefix(1))])
    for (recording, count) in [candidates.count, 0, 1].enumerated() {
      let rows = context.rows(ofRecording: recording)
      #expect(rows.count == count * CandidateContext.names.count)
      #expect(rows.allSatisfy { $0.isFinite })
    }
    let neighbours = CandidateNeighbours.rows(candidates, scores: candidates.map { _ in 0.5 })
    #expect(neighbours.count == candidates.count * CandidateNeighbours.columns)
  }

  @Test("A delay behind every bang is known, one that no other bang has is not")
  func lags() throws {
    let (candidates, onsets) = Self.candidates(80)
    let lags = CandidateLags([candidates])
    func place(_ offset: Int) throws -> Int {
      try #require(candidates.firstIndex { abs($0.offset - offset) <= 80 })
    }
    let first = try place(onsets[0])
    let support = lags.support(recording: 0, first: first, second: try place(onsets[0] + 2400))
    #expect(support.share >= 0.5 && abs(support.delay - 2400) <= 80)
    var moved = candidates
    moved[try place(onsets[0] + 2400)].arrival.offset += 300
    let other = CandidateLags([moved]).support(
      recording: 0, first: first, second: try place(onsets[0] + 2400))
    #expect(other.share == 0)
  }

  @Test("No two picked onsets are nearer than 30 ms, and the best judged of those near is picked")
  func picking() {
    var generator = RandomKey(seed: 5).generator()
    var offset = 0
    let candidates = (0..<300).map { _ -> Candidate in
      offset += generator.integer(in: 160...900)
      return Candidate(
        arrival: .init(offset: offset, rise: 10, level: -20), measures: [], sound: [], rises: [])
    }
    let scores = candidates.map { _ in generator.unit() }
    let picked = CandidatePicking.onsets(candidates, scores: scores, threshold: 0.4)
    #expect(
      zip(picked, picked.dropFirst()).allSatisfy { $1.offset - $0.offset >= CandidatePicking.refractory })
    for (candidate, score) in zip(candidates, scores) where score >= 0.4 {
      let near = picked.filter { abs($0.offset - candidate.offset) < CandidatePicking.refractory }
      #expect(near.contains { $0.score >= score })
    }
  }
}
