#if canImport(Glibc)
  import Glibc
#endif

/// What the first judges say of one recording's candidates: what the last one sees.
struct CandidateOpinions {
  /// Whether each is no reflection, 0–1.
  let echoes: [Double]
  /// Whether each sounds like a shot by what is measured, 0–1.
  let sounds: [Double]
  /// Whether each sounds like a shot by its image, 0–1.
  let images: [Double]

  /// Numbers a candidate: the three opinions, and those of its neighbours in three mixtures.
  static let columns = 3 + 3 * CandidateNeighbours.columns

  /// Both opinions of a candidate's sound: low where either of them is sure that it is no shot's.
  func sound(_ index: Int) -> Double { (sounds[index] * images[index]).squareRoot() }

  /// `[candidates, columns]`.
  func rows(_ candidates: [Candidate]) -> [Float] {
    let heard = candidates.indices.map { sound($0) }
    let mixed = zip(echoes, heard).map { ($0 * $1).squareRoot() }
    let tables = [echoes, mixed, heard].map { CandidateNeighbours.rows(candidates, scores: $0) }
    return candidates.indices.flatMap { row in
      [echoes, sounds, images].map { CandidateOpinions.logit($0[row]) }
        + tables.flatMap { $0[row * CandidateNeighbours.columns..<(row + 1) * CandidateNeighbours.columns] }
    }
  }

  private static func logit(_ score: Double) -> Float {
    let score = min(max(score, 0.001), 0.999)
    return Float(log(score / (1 - score)))
  }
}
