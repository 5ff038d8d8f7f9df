import Basis

/// Everything that was drawn for one copy of a chunk, and what became of it: a manifest's `parameters`.
package struct DrawnCopy: Sendable, Equatable {
  /// The steps, in their order.
  package var steps: [DrawnStep]
  /// dB by which the whole copy was turned down so that nothing lies beyond full scale; 0 where nothing did.
  package var scaledDB = 0.0
  /// How much of each label it is, where chunks were mixed; otherwise empty.
  package var labels: [LabelShare] = []

  /// Steps that are to be done.
  package init(steps: [DrawnStep] = []) { self.steps = steps }

  /// Whether the samples stay those of the parent.
  package var keepsSamples: Bool {
    !steps.contains { step in
      if step.skipped == nil, case .waveform = step.change { true } else { false }
    }
  }

  /// Whether there is something to do to the log-mel image.
  package var changesImage: Bool {
    steps.contains { step in
      if step.skipped == nil, case .image = step.change { true } else { false }
    }
  }

  /// Does the waveform's steps, in their order, and sees to it that the result stays within full scale.
  ///
  /// - Returns: what was drawn, with the steps that turned out to be impossible marked.
  /// - Throws: what is wrong with the materials.
  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> DrawnCopy {
    var done = self
    for index in steps.indices where steps[index].skipped == nil {
      guard case .waveform(let transform) = steps[index].change else { continue }
      // Nearly always nothing is wrong: then the steps need no copy.
      if let skip = try transform.apply(to: &clip, materials) { done.steps[index].skipped = skip }
    }
    let places = clip.samples.indices
    clip.onsets.removeAll { !places.contains($0) }
    guard !done.keepsSamples else { return done }
    let peak = SampleLoops.peak(clip.samples)
    if peak > 1 {
      SampleLoops.scale(&clip.samples, by: 1 / peak)
      done.scaledDB = Decibels.ofAmplitude(1 / Double(peak))
    }
    done.labels = clip.labels.count > 1 ? clip.labels : []
    return done
  }

  /// Does the image's steps, in their order.
  package func apply(to image: inout LogMelImage) { image.withCells { apply(to: &$0) } }

  /// Does the image's steps, in their order, where it lies.
  package func apply(to image: inout LogMelCells) {
    for step in steps where step.skipped == nil {
      if case .image(let transform) = step.change { transform.apply(to: &image) }
    }
  }

  /// Where the shots of a chunk come to lie.
  package func moved(_ facts: ClipFacts) -> ClipFacts {
    var facts = facts
    for step in steps where step.skipped == nil {
      if case .waveform(let transform) = step.change { facts = transform.moved(facts) }
    }
    return facts
  }
}
