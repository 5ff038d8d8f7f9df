import Basis
import Labelling
import Testing

@Suite("Ranking by doubt")
struct DoubtRankingTests {
  private func proposals(_ number: Int) -> [ScoredProposal] {
    var random = RandomKey(seed: 8).adding("doubt").adding(number).generator()
    return (0..<30).map { index in
      ScoredProposal(
        recording: Path("\(random.below(5)).wav"), offset: index * 100 + random.below(50),
        score: Double(random.below(21)) / 20, disagreement: random.chance(0.7) ? random.unit() / 4 : nil)
    }
  }

  @Test("Nothing is lost, nothing depends on the order it came in, and margins never fall")
  func margins() {
    for number in 0..<50 {
      let given = proposals(number)
      let ranking = DoubtRanking(threshold: 0.3)
      let ranked = ranking.order(given)
      var random = RandomKey(seed: 9).adding(number).generator()
      var shuffled = given
      random.shuffle(&shuffled)
      #expect(ranking.order(shuffled) == ranked && Set(ranked) == Set(given) && ranked.count == given.count)
      let margins = ranked.map { ranking.margin($0.score) }
      #expect(zip(margins, margins.dropFirst()).allSatisfy { $0 <= $1 })
      let recordings = Set(given.map(\.recording)).sorted()
      #expect(ranking.order(recordings, by: given) == ranking.order(recordings.reversed(), by: shuffled))
    }
  }

  @Test("At the threshold doubt is full, at 0 and 1 there is none, whatever the threshold")
  func ends() {
    for threshold in [0.1, 0.5, 0.9] {
      let ranking = DoubtRanking(threshold: threshold)
      #expect(ranking.margin(threshold) == 0 && ranking.margin(0) == 1 && ranking.margin(1) == 1)
    }
    #expect(DoubtRanking(threshold: 0).margin(0) == 0 && DoubtRanking(threshold: 1).margin(1) == 0)
  }

  @Test("By disagreement the trees decide, and what no tree has seen comes last")
  func disagreement() {
    let ranked = DoubtRanking(measure: .disagreement).order(proposals(1))
    let known = ranked.prefix { $0.disagreement != nil }
    #expect(ranked[known.endIndex...].allSatisfy { $0.disagreement == nil })
    let variances = known.compactMap(\.disagreement)
    #expect(zip(variances, variances.dropFirst()).allSatisfy { $0 >= $1 } && !variances.isEmpty)
  }

  @Test("Recordings with more doubt come first, those without a proposal last")
  func recordings() {
    let order = DoubtRanking().order(
      ["a", "b", "c", "d"],
      by: [
        ScoredProposal(recording: "b", offset: 1, score: 0.5),
        ScoredProposal(recording: "c", offset: 1, score: 0.45),
        ScoredProposal(recording: "c", offset: 2, score: 0.6),
        ScoredProposal(recording: "d", offset: 2, score: 0.99),
      ])
    #expect(order == ["c", "b", "d", "a"])
  }
}
