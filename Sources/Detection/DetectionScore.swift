/// How sure a detection is, made of what the model and what the rise say.
package enum DetectionScore {
  /// The smaller of both: a shot has to sound like one, and to begin there.
  ///
  /// - Parameters:
  ///   - probability: the model's of the place, 0–1.
  ///   - proposal: how much speaks for a direct sound that begins here, 0–1; half and more for those that are taken for
  ///     shots, less for reflections.
  /// - Returns: 0–1, growing with either.
  package static func combined(probability: Double, proposal: Double) -> Double {
    min(probability, proposal)
  }

  /// The proposal's score below which no combined score reaches a threshold.
  package static func leastProposal(for threshold: Double) -> Double { threshold }
}
