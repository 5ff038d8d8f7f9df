import Basis
import RandomForest

/// How the two judges of candidates are grown.
package struct CandidateTraining: Sendable {
  /// Trees of each forest.
  package var nTrees = 150
  /// Parts into which groups are divided, so that the second judge learns from judgements of what the first did not see.
  package var folds = 4
  /// Another seed, other trees.
  package var seed: UInt64 = 0
  /// Threads.
  package var jobs = Parallel.cores

  /// The usual ones.
  package init() {}

  /// One recording's candidates in numbers.
  private struct Recording {
    let candidates: [Candidate]
    let features: [Float]
    let labels: [Int]
    let fold: Int
    let weight: Double

    /// One weight a candidate.
    var weights: [Double] { labels.map { _ in weight } }
  }

  /// Grows both forests.
  ///
  /// Each group is learnt from twice: as recordings of one sensor, and each recording alone, since whoever detects may
  /// have only one.
  package func fit(_ groups: [CandidateGroup]) throws -> CandidateForest {
    let recordings = recordings(groups)
    let scores = try crossFitted(recordings)
    let labels = recordings.flatMap(\.labels)
    let features = recordings.flatMap(\.features)
    let weights = recordings.flatMap(\.weights)
    let first = try forest(features, labels, weights)
    let more = zip(recordings, scores).flatMap { CandidateNeighbours.rows($0.candidates, scores: $1) }
    let second = try forest(CandidateForest.joined(features, more, rows: labels.count), labels, weights)
    return try CandidateForest(first: first, second: second)
  }

  private func recordings(_ groups: [CandidateGroup]) -> [Recording] {
    let parts = Parallel.map(groups.count, jobs: jobs) { place -> [Recording] in
      let group = groups[place]
      let views = group.candidates.count > 1 ? [group] + group.apart : [group]
      return views.flatMap { view in
        let context = CandidateContext(view.candidates)
        return view.candidates.indices.filter { !view.candidates[$0].isEmpty }.map { index in
          Recording(
            candidates: view.candidates[index], features: context.rows(ofRecording: index),
            labels: view.labels[index], fold: place % folds, weight: view.weight)
        }
      }
    }
    return parts.flatMap { $0 }
  }

  /// The first judge's scores of each recording, by a forest that saw no recording of its group.
  private func crossFitted(_ recordings: [Recording]) throws -> [[Double]] {
    var scores = recordings.map { [Double](repeating: 0, count: $0.labels.count) }
    for fold in 0..<folds {
      let seen = recordings.filter { $0.fold != fold }
      let forest = try forest(seen.flatMap(\.features), seen.flatMap(\.labels), seen.flatMap(\.weights))
      for (index, recording) in recordings.enumerated() where recording.fold == fold {
        let table = FeatureTable(
          rows: recording.labels.count, columns: forest.columns, values: recording.features)
        let probabilities = try forest.probabilities(table, jobs: jobs)
        scores[index] = recording.labels.indices.map { probabilities[2 * $0 + 1] }
      }
    }
    return scores
  }

  private func forest(_ values: [Float], _ labels: [Int], _ weights: [Double]) throws -> Forest {
    var parameters = ForestParameters()
    parameters.nTrees = nTrees
    parameters.minSamplesLeaf = .count(2)
    parameters.maxFeatures = .fraction(0.3)
    parameters.classWeight = .balancedSubsample
    parameters.seed = seed
    parameters.jobs = jobs
    let table = FeatureTable(rows: labels.count, columns: values.count / max(1, labels.count), values: values)
    return try Forest.fit(
      table, labels: labels, classCount: 2, sampleWeights: weights, parameters: parameters)
  }
}
