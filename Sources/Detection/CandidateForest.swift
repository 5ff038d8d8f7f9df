import Basis
import RandomForest

/// Recordings that share a sensor, with their candidates and, where known, their onsets.
package struct CandidateGroup: Sendable {
  /// Candidates of each recording, ascending.
  package var candidates: [[Candidate]]
  /// Onsets of each recording at 16 kHz.
  package var onsets: [[Int]]
  /// How much each of its candidates counts: more where there are few of their kind.
  package var weight: Double

  package init(candidates: [[Candidate]], onsets: [[Int]], weight: Double = 1) {
    self.candidates = candidates
    self.onsets = onsets
    self.weight = weight
  }

  /// 1 for the candidate nearest to each onset, no further than 5 ms from it.
  var labels: [[Int]] {
    zip(candidates, onsets).map { candidates, onsets in
      var labels = [Int](repeating: 0, count: candidates.count)
      let arrivals = candidates.map(\.arrival)
      for onset in onsets {
        if let index = arrivals.nearest(to: onset, within: 80) { labels[index] = 1 }
      }
      return labels
    }
  }

  /// The same recordings, each as if it were its sensor's only one.
  var apart: [CandidateGroup] {
    zip(candidates, onsets).map { CandidateGroup(candidates: [$0], onsets: [$1], weight: weight) }
  }
}

/// Two forests: the first judges candidates by their features, the second sees how their neighbours were judged, too.
package struct CandidateForest: Sendable {
  /// The first judge.
  package let first: Forest
  /// The second.
  package let second: Forest

  package init(first: Forest, second: Forest) throws(DetectionShapeError) {
    let columns = CandidateContext.names.count
    guard first.columns == columns, second.columns == columns + CandidateNeighbours.columns,
      first.classCount == 2, second.classCount == 2
    else { throw DetectionShapeError() }
    self.first = first
    self.second = second
  }

  /// The probability that each candidate is a shot, for each recording of a group.
  package func scores(of group: [[Candidate]], jobs: Int = Parallel.cores) throws -> [[Double]] {
    let context = CandidateContext(group)
    return try group.indices.map { recording in
      guard !group[recording].isEmpty else { return [] }
      let features = context.rows(ofRecording: recording)
      let early = try CandidateForest.shots(first, features, jobs)
      let more = CandidateNeighbours.rows(group[recording], scores: early)
      let both = CandidateForest.joined(features, more, rows: early.count)
      return try CandidateForest.shots(second, both, jobs)
    }
  }

  private static func shots(_ forest: Forest, _ values: [Float], _ jobs: Int) throws -> [Double] {
    let rows = values.count / forest.columns
    let table = FeatureTable(rows: rows, columns: forest.columns, values: values)
    let probabilities = try forest.probabilities(table, jobs: jobs)
    return (0..<rows).map { probabilities[2 * $0 + 1] }
  }

  /// Two tables side by side.
  static func joined(_ left: [Float], _ right: [Float], rows: Int) -> [Float] {
    let (wide, narrow) = (left.count / max(1, rows), right.count / max(1, rows))
    var joined: [Float] = []
    joined.reserveCapacity(left.count + right.count)
    for row in 0..<rows {
      joined += left[(row * wide)..<((row + 1) * wide)]
      joined += right[(row * narrow)..<((row + 1) * narrow)]
    }
    return joined
  }
}

/// Two forests that do not belong together.
package struct DetectionShapeError: ThreePartError {
  package let what = "the two forests of a model for candidates do not have the columns that they need"
  package let place = "the model file"
  package let remedy = "train it anew with this version"
}
