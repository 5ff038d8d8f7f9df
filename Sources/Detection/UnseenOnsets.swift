import Evaluation

/// What is told of recordings by judges that have learnt from nothing of the same source: how good a model will be on
/// others like them.
package struct UnseenOnsets: Sendable {
  /// Offsets told of each recording, ascending.
  package let found: [[Int]]

  /// - Parameters:
  ///   - count: of recordings.
  ///   - scores: of each pupil's candidates, by the last judge.
  ///   - point: the score that is called one half.
  init(_ count: Int, _ pupils: [CandidatePupil], scores: [[Double]], point: Double) {
    var detections = [[Detection]](repeating: [], count: count)
    for (pupil, scores) in zip(pupils, scores) {
      for (row, candidate) in pupil.rows.candidates.enumerated() where pupil.kinds[row] != .unknown {
        let score = DecisionPoint.relative(scores[row], to: point)
        guard score >= 0.5 else { continue }
        detections[pupil.recording].append(
          Detection(offset: candidate.offset, score: score, probability: score, proposal: score))
      }
    }
    found = detections.map { own in
      var refractory = Refractory(time: DetectorOptions.longestRefractory)
      let settled = own.sorted { $0.offset < $1.offset }.flatMap { refractory.append($0) }
      return (settled + refractory.finish()).map(\.offset)
    }
  }

  /// F at 50 ms on those recordings of a collection of which the shots are known.
  ///
  /// - Returns: `nil` where none of them has a shot.
  package func f(of taught: [TaughtRecording], collection: Int) throws -> (f: Double, recordings: Int)? {
    let known = taught.indices.filter { taught[$0].collection == collection && taught[$0].lesson != .loudest }
    let recordings = known.map {
      RecordingOnsets(
        estimated: found[$0], reference: taught[$0].onsets, ignored: taught[$0].ignored)
    }
    let score = try OnsetScore(recordings, collars: [50])
    guard score.shots > 0, let f = score.collars.first?.f else { return nil }
    return (f, known.count)
  }
}
