/// Whether of what has a score of 0.8 eight in ten are true.
public struct ScoreCalibration: Sendable, Equatable {
  /// Estimates of about one score.
  public struct Bin: Sendable, Equatable {
    /// The scores it is for.
    public let range: ClosedRange<Double>
    /// How many there are.
    public let count: Int
    /// Their mean score; `nil` where there are none.
    public let score: Double?
    /// The share of them that are true; `nil` where there are none.
    public let share: Double?
  }

  /// Ten bins of equal width.
  public let bins: [Bin]
  /// The mean of |score − share| over the bins, weighted by their counts: the expected calibration error (Naeini et al.,
  /// 2015); `nil` without estimates.
  public let error: Double?

  /// - Parameters:
  ///   - scores: 0–1.
  ///   - isTrue: one a score; those without a score count as false.
  public init(scores: [Double], isTrue: [Bool]) {
    var counts = [(count: Int, score: Double, hits: Int)](repeating: (0, 0, 0), count: 10)
    for (score, hit) in zip(scores, isTrue) where (0...1).contains(score) {
      let bin = min(9, Int(score * 10))
      counts[bin] = (counts[bin].count + 1, counts[bin].score + score, counts[bin].hits + (hit ? 1 : 0))
    }
    bins = counts.enumerated().map { index, bin in
      Bin(
        range: Double(index) / 10...Double(index + 1) / 10, count: bin.count,
        score: bin.count > 0 ? bin.score / Double(bin.count) : nil,
        share: bin.count > 0 ? Double(bin.hits) / Double(bin.count) : nil)
    }
    let total = counts.reduce(0) { $0 + $1.count }
    let sum = counts.reduce(0.0) { $0 + ($1.score - Double($1.hits)).magnitude }
    error = total > 0 ? sum / Double(total) : nil
  }

  /// The calibration of all estimates; true is what pairs with a true onset no further than the collar, in milliseconds.
  public init(_ recordings: [ScoredOnsets], collar: Double) {
    var (scores, isTrue): ([Double], [Bool]) = ([], [])
    for recording in recordings {
      let scored = recording.onsets(from: -.infinity)
      let own = recording.estimated.filter { scored.isScored($0.offset) }
      let reference = recording.reference.filter(scored.isScored)
      let pairs = OnsetMatching.pairs(
        estimated: own.map(\.offset), reference: reference,
        collar: OnsetMatching.samples(milliseconds: collar))
      let hits = Set(pairs.map(\.estimated))
      scores += own.map(\.score)
      isTrue += own.indices.map { hits.contains($0) }
    }
    self.init(scores: scores, isTrue: isTrue)
  }
}
