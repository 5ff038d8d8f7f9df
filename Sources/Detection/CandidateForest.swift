import Basis
import RandomForest

/// Three forests that judge candidates: one tells shots from their reflections by what lies around them, one tells them
/// from other sounds by how they sound, and the third sees nothing but what both say of a candidate and of its neighbours:
/// so it cannot learn what only the recordings at hand have in common.
package struct CandidateForest: Sendable {
  /// Tells shots from reflections.
  package let echoes: Forest
  /// Tells shots from other sounds.
  package let sounds: Forest
  /// Sees what both say.
  package let both: Forest

  /// Columns of each.
  package static let columns = (
    echoes: CandidateContext.names.count, sounds: CandidateContext.ownCount + CandidatePicture.count,
    both: 2 * CandidateNeighbours.columns
  )

  package init(echoes: Forest, sounds: Forest, both: Forest) throws(DetectionShapeError) {
    let columns = CandidateForest.columns
    guard echoes.columns == columns.echoes, sounds.columns == columns.sounds, both.columns == columns.both,
      echoes.classCount == 2, sounds.classCount == 2, both.classCount == 2
    else { throw DetectionShapeError() }
    (self.echoes, self.sounds, self.both) = (echoes, sounds, both)
  }

  /// What the judges say of a candidate, 0–1 each.
  package struct Judgement: Sendable, Equatable {
    /// Whether it is a shot.
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
    let direct = try CandidateForest.shots(echoes, rows.echoes, jobs)
    let sound = try CandidateForest.shots(sounds, rows.sounds, jobs)
    let scores = try CandidateForest.shots(both, rows.both(echoes: direct, sounds: sound), jobs)
    return scores.indices.map { Judgement(score: scores[$0], direct: direct[$0], sound: sound[$0]) }
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

/// What the three judges are shown of one recording's candidates.
struct CandidateRows: Sendable {
  let candidates: [Candidate]
  /// For the judge of reflections: `CandidateContext`'s rows.
  let echoes: [Float]

  init(_ candidates: [Candidate]) {
    self.candidates = candidates
    echoes = CandidateContext([candidates]).rows(ofRecording: 0)
  }

  /// For the judge of sounds: what is measured of a candidate alone, and its picture.
  var sounds: [Float] {
    let columns = CandidateContext.names.count
    return candidates.indices.flatMap {
      echoes[$0 * columns..<$0 * columns + CandidateContext.ownCount] + candidates[$0].picture
    }
  }

  /// For the last: what both judges say of a candidate and of its neighbours.
  func both(echoes early: [Double], sounds: [Double]) -> [Float] {
    let tables = [early, sounds].map { CandidateNeighbours.rows(candidates, scores: $0) }
    return candidates.indices.flatMap { row in
      tables.flatMap { $0[row * CandidateNeighbours.columns..<(row + 1) * CandidateNeighbours.columns] }
    }
  }
}

/// Forests that do not belong together.
package struct DetectionShapeError: ThreePartError, Equatable {
  package let what = "the three forests of a model for onsets do not have the columns that they need"
  package let place = "the model file"
  package let remedy = "train it anew with this version"
}
