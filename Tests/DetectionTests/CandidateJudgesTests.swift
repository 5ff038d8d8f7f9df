import Basis
import Detection
import Onsets
import Testing

@Suite("Judging candidates")
struct CandidateJudgesTests {
  private static let judges = try? Bangs.training(jobs: 2).fit(Bangs.taught(1...6)).judges

  @Test("Bangs are told from what repeats them, in recordings that were not learnt from")
  func reflections() throws {
    let judges = try #require(Self.judges)
    let bangs = Bangs(seed: 77, seconds: 9)
    let candidates = bangs.candidates
    let judged = try judges.judge(candidates)
    let found = zip(candidates, judged).filter { $1.score >= 0.5 }.map(\.0.offset)
    #expect(found.count == bangs.onsets.count)
    #expect(zip(found, bangs.onsets).allSatisfy { abs($0 - $1) <= 80 })
  }

  @Test("Clicks in recordings without bangs are not taken for bangs, though nothing louder is there")
  func others() throws {
    let judges = try #require(Self.judges)
    let candidates = Bangs.clicks(seed: 91)
    let judged = try judges.judge(candidates)
    #expect(candidates.count >= 5)
    #expect(judged.count { $0.score >= 0.5 } == 0)
  }

  @Test("Scores are told on the scale on which the point that divides best is one half")
  func point() throws {
    let judges = try #require(Self.judges)
    let candidates = Bangs(seed: 92, seconds: 9).candidates
    func scores(_ point: Double) throws -> [Double] {
      try CandidateJudges(
        echoes: judges.echoes, sounds: judges.sounds, images: judges.images, both: judges.both, point: point
      ).judge(candidates).map(\.score)
    }
    let (plain, strict) = (try scores(0.5), try scores(0.9))
    #expect(plain.contains { $0 > 0 && $0 < 1 })
    #expect(zip(plain, strict).allSatisfy { abs(DecisionPoint.relative($0, to: 0.9) - $1) < 1e-12 })
    #expect(try scores(judges.point) == judges.judge(candidates).map(\.score))
  }

  @Test("Judges learn the same on one thread and on two")
  func threads() throws {
    let taught = Bangs.taught(1...5)
    let candidates = Bangs(seed: 78, seconds: 9).candidates
    let one = try Bangs.training(jobs: 1).fit(taught).judges.judge(candidates, jobs: 1)
    let two = try Bangs.training(jobs: 2).fit(taught).judges.judge(candidates, jobs: 2)
    #expect(one == two)
  }

  @Test("Features are as many as their names, and finite, in recordings with no candidate or one, too")
  func columns() {
    let candidates = Bangs(seed: 79, seconds: 9).candidates
    for some in [candidates, [], Array(candidates.prefix(1))] {
      let rows = CandidateContext(some).rows
      #expect(rows.count == some.count * CandidateContext.names.count)
      #expect(rows.allSatisfy { $0.isFinite })
    }
    #expect(candidates.allSatisfy { $0.picture.count == CandidatePicture.count })
    #expect(candidates.allSatisfy { $0.image.count == CandidateImage.bands * CandidateImage.frames })
    let neighbours = CandidateNeighbours.rows(candidates, scores: candidates.map { _ in 0.5 })
    #expect(neighbours.count == candidates.count * CandidateNeighbours.columns)
  }

  @Test("A picture does not change with the recording's gain")
  func gain() {
    let bangs = Bangs(seed: 81, seconds: 4)
    let quiet = Bangs.candidates(of: bangs.samples.map { $0 * 0.25 })
    let loud = bangs.candidates
    for onset in bangs.onsets {
      let pair = [quiet, loud].map { found in found.min { abs($0.offset - onset) < abs($1.offset - onset) } }
      guard let one = pair[0], let other = pair[1] else { continue }
      let most = zip(one.picture, other.picture).map { abs($0 - $1) }.max() ?? .infinity
      #expect(one.offset == other.offset && most < 0.5)
    }
  }

  @Test("A delay behind every bang is known, one that no other bang has is not")
  func lags() throws {
    let bangs = Bangs(seed: 80, seconds: 9)
    let candidates = bangs.candidates
    let lags = CandidateLags(candidates)
    func place(_ offset: Int) throws -> Int {
      try #require(candidates.firstIndex { abs($0.offset - offset) <= 80 })
    }
    let onset = bangs.onsets[0]
    let first = try place(onset)
    let support = lags.support(first: first, second: try place(onset + 2400))
    #expect(support.share >= 0.5 && abs(support.delay - 2400) <= 80)
    var moved = candidates
    moved[try place(onset + 2400)].arrival.offset += 300
    let other = CandidateLags(moved).support(first: first, second: try place(onset + 2400))
    #expect(other.share == 0)
  }

  @Test("The loudest rise of a recording is a shot, but not where the recording itself begins")
  func loudest() {
    let bangs = Bangs(seed: 90, seconds: 2)
    func kinds(before: Int) -> [TaughtRecording.Kind] {
      let start = bangs.onsets[0] - before
      let samples = Array(bangs.samples[start..<start + 8000])
      return TaughtRecording(
        candidates: Bangs.candidates(of: samples), length: samples.count, onsets: [], lesson: .loudest,
        source: 0
      ).kinds
    }
    #expect(kinds(before: 3200).count { $0 == .shot } == 1)
    #expect(!kinds(before: 320).isEmpty && !kinds(before: 320).contains(.shot))
  }

  @Test(
    "What nothing can be learnt from is refused with what is missing",
    arguments: [
      ([], NothingToLearn.noShots), ([TaughtRecording.Lesson.others], .noShots),
      ([.onsets], .noOtherSounds), ([.loudest, .others], .noShots), ([.onsets, .others], .oneSource),
    ])
  func nothing(lessons: [TaughtRecording.Lesson], error: NothingToLearn) {
    let bangs = Bangs(seed: 3, seconds: 6)
    let taught = lessons.map {
      TaughtRecording(
        candidates: bangs.candidates, length: bangs.samples.count,
        onsets: $0 == .onsets ? bangs.onsets : [], lesson: $0, source: 0)
    }
    #expect(throws: error) { try Bangs.training(jobs: 2).fit(taught) }
  }
}
