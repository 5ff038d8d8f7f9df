import Basis
import RandomForest

/// Who judges candidates: one forest tells shots from their reflections by what lies around them, one tells them from other
/// sounds by how they rise and fade, and networks do so by their images. A third forest sees nothing but what these say of
/// a candidate and of its neighbours: so it cannot learn what only the recordings at hand have in common.
package struct CandidateJudges: Sendable {
  /// Tells shots from reflections.
  package let echoes: Forest
  /// Tells shots from other sounds by what is measured.
  package let sounds: Forest
  /// Tell shots from other sounds by their images.
  package let images: ImageNetworks
  /// Sees what the others say.
  package let both: Forest
  /// What the last one says where shots and others divide best: told as one half.
  package let point: Double

  /// Columns of each forest.
  package static let columns = (
    echoes: CandidateContext.names.count, sounds: CandidateContext.ownCount + CandidatePicture.count,
    both: CandidateOpinions.columns
  )

  package init(
    echoes: Forest, sounds: Forest, images: ImageNetworks, both: Forest, point: Double
  ) throws(DetectionShapeError) {
    let columns = CandidateJudges.columns
    guard echoes.columns == columns.echoes, sounds.columns == columns.sounds, both.columns == columns.both,
      echoes.classCount == 2, sounds.classCount == 2, both.classCount == 2, !images.networks.isEmpty,
      point > 0, point < 1
    else { throw DetectionShapeError() }
    (self.echoes, self.sounds, self.images, self.both, self.point) = (echoes, sounds, images, both, point)
  }

  /// What the judges say of a candidate, 0–1 each.
  package struct Judgement: Sendable, Equatable {
    /// Whether it is a shot; from one half on it is rather than not.
    package let score: Double
    /// Whether it is no reflection, if it is a shot's sound at all.
    package let direct: Double
    /// Whether it sounds like a shot.
    package let sound: Double
  }

  /// Judges the candidates of a recording, ascending.
  package func judge(_ candidates: [Candidate], jobs: Int = Parallel.cores) throws -> [Judgement] {
    guard !candidates.isEmpty else { return [] }
    let rows = CandidateRows(candidates)
    let opinions = CandidateOpinions(
      echoes: try CandidateJudges.shots(echoes, rows.echoes, jobs),
      sounds: try CandidateJudges.shots(sounds, rows.sounds, jobs),
      images: try images.scores(candidates.map(\.image), jobs: jobs))
    let scores = try CandidateJudges.shots(both, opinions.rows(candidates), jobs)
    return scores.indices.map {
      Judgement(
        score: DecisionPoint.relative(scores[$0], to: point), direct: opinions.echoes[$0],
        sound: opinions.sound($0))
    }
  }

  /// The probability of each row's being a shot.
  static func shots(_ forest: Forest, _ values: [Float], _ jobs: Int) throws -> [Double] {
    guard !values.isEmpty else { return [] }
    let rows = values.count / forest.columns
    let table = FeatureTable(rows: rows, columns: forest.columns, values: values)
    let probabilities = try forest.probabilities(table, jobs: jobs)
    return (0..<rows).map { probabilities[2 * $0 + 1] }
  }
}

/// What the forests are shown of one recording's candidates.
struct CandidateRows: Sendable {
  let candidates: [Candidate]
  /// For the judge of reflections: `CandidateContext`'s rows.
  let echoes: [Float]

  init(_ candidates: [Candidate]) {
    self.candidates = candidates
    echoes = CandidateContext(candidates).rows
  }

  /// For the judge of sounds: what is measured of a candidate alone, and its picture.
  var sounds: [Float] {
    let columns = CandidateContext.names.count
    return candidates.indices.flatMap {
      echoes[$0 * columns..<$0 * columns + CandidateContext.ownCount] + candidates[$0].picture
    }
  }
}

/// Judges that do not belong together.
package struct DetectionShapeError: ThreePartError, Equatable {
  package let what = "the judges of a model for onsets do not have the columns that they need"
  package let place = "the model file"
  package let remedy = "train it anew with this version"
}
