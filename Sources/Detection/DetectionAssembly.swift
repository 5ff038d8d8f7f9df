import Onsets

/// Makes detections of windows' probabilities and of proposals, whichever of them come first.
struct DetectionAssembly {
  private let threshold: Double
  private var evidence: WindowEvidence
  private var refractory: Refractory
  /// Proposals without a probability yet, ascending, and the offset before which none will come.
  private var waiting: ArraySlice<Proposal> = []
  private var proposed = 0

  init(_ options: DetectorOptions, length: Int, hop: Int) {
    threshold = options.threshold
    evidence = WindowEvidence(
      length: length, hop: hop, reach: options.reach, lowerFraction: options.lowerFraction)
    refractory = Refractory(time: options.refractory)
  }

  /// The next windows' probabilities.
  mutating func judged(_ probabilities: [Double]) { evidence.append(probabilities) }

  /// The next proposals, and the offset before which there are no others.
  mutating func propose(_ proposals: [Proposal], settled: Int) {
    waiting += proposals
    proposed = settled
  }

  /// What is settled, ascending.
  mutating func take() -> [Detection] {
    var settled: [Detection] = []
    while let next = waiting.first {
      guard let probability = evidence.probability(at: next.offset) else { break }
      waiting = waiting.dropFirst()
      let score = DetectionScore.combined(probability: probability, proposal: next.score)
      guard score >= threshold else { continue }
      settled += refractory.append(
        Detection(offset: next.offset, score: score, probability: probability, proposal: next.score))
    }
    let horizon = waiting.first?.offset ?? proposed
    settled += refractory.settle(before: horizon)
    evidence.forget(before: horizon)
    return settled
  }

  /// The rest.
  mutating func finish() -> [Detection] {
    evidence.finish()
    return take() + refractory.finish()
  }
}
