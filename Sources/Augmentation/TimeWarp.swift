import Basis

/// Stretches one part of the image in time and squeezes the rest.
package struct TimeWarp: ImageTransform {
  /// The place that moves, as a part of all frames.
  package var from = 0.5
  /// How far it moves, as a part of all frames; to later frames where it is positive.
  package var by = 0.0

  /// No warp.
  package init() {}

  package static let name = "time_warp"
  package static let summary = "Moves a point of the log-mel image in time, and bends the frames around it"
  package static let about = """
    SpecAugment's time warp (Park et al. 2019): a point is drawn that is at least `frames` away from both ends, and moved
    by up to as many frames; what lies to its left and right is stretched or squeezed linearly. The authors found that it
    helps least of the three and costs most.
    """
  private static let frames = "frames"
  package static let parameters: [Parameter<TimeWarp>] = [
    .setting(frames, unit: "of 33 frames", in: 0...15, standard: 0...3, "How far the point moves at most"),
    .drawnNumber("from", \.from, in: 0...1, "The point, as a part of all frames"),
    .drawnNumber("by", \.by, in: -1...1, "How far it moves, as a part of all frames"),
  ]

  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    let most = Int(settings.range(Self.frames).upperBound)
    let total = MaskPlaces.frames
    var generator = key.generator()
    let place = generator.integer(in: most...max(most, total - 1 - most))
    from = Double(place) / Double(total)
    by = Double(generator.integer(in: -most...most)) / Double(total)
    return nil
  }

  package func apply(to image: inout LogMelCells) {
    let last = Double(image.frames - 1)
    let source = from * Double(image.frames)
    let target = source + by * Double(image.frames)
    guard by != 0, target > 0, target < last, source > 0, source < last else { return }
    image.onset = image.onset.map { onset in
      func moved(_ frame: Int) -> Double {
        let place = Double(frame)
        return place < source
          ? place * target / source : last - (last - place) * (last - target) / (last - source)
      }
      return Int(moved(onset.lowerBound).rounded(.down))...Int(moved(onset.upperBound).rounded(.up))
    }
    let original = Array(image.values)
    for frame in 0..<image.frames {
      let place = Double(frame)
      let wanted =
        place < target ? place * source / target : last - (last - place) * (last - source) / (last - target)
      let lower = min(image.frames - 1, max(0, Int(wanted)))
      let upper = min(image.frames - 1, lower + 1)
      let part = Float(wanted - Double(lower))
      for band in 0..<image.nMels {
        let (left, right) = (original[band * image.frames + lower], original[band * image.frames + upper])
        image.values[band * image.frames + frame] = left + (right - left) * part
      }
    }
  }
}
