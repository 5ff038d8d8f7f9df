/// One recording's onsets, as offsets at 16 kHz.
public struct RecordingOnsets: Sendable, Equatable {
  /// Onsets that a detector gave.
  public var estimated: [Int]
  /// Onsets that are true.
  public var reference: [Int]
  /// Stretches that are not scored: true onsets inside do not count, nor do estimates inside that find nothing.
  public var ignored: [Range<Int>]

  /// Estimated and true onsets, in any order.
  public init(estimated: [Int], reference: [Int], ignored: [Range<Int>] = []) {
    self.estimated = estimated
    self.reference = reference
    self.ignored = ignored
  }

  func isScored(_ onset: Int) -> Bool { !ignored.contains { $0.contains(onset) } }
}

/// How well estimated onsets agree with the true ones, for each of several collars.
public struct OnsetScore: Sendable, Equatable {
  /// The counts for one collar.
  public struct Collar: Sendable, Equatable {
    /// The collar in milliseconds.
    public let milliseconds: Double
    /// True onsets that were found.
    public let truePositives: Int
    /// Estimates that found nothing.
    public let falsePositives: Int
    /// True onsets that were missed.
    public let falseNegatives: Int
    /// True onsets (found or missed) whose neighbour is nearer than the collar.
    public let unresolved: Int

    /// The fraction of the estimates that found an onset; `nil` without estimates.
    public var precision: Double? {
      fraction(Double(truePositives), Double(truePositives + falsePositives))
    }
    /// The fraction of the true onsets that were found; `nil` without true onsets.
    public var recall: Double? { fraction(Double(truePositives), Double(truePositives + falseNegatives)) }
    /// The harmonic mean of precision and recall; `nil` with neither estimates nor true onsets.
    public var f: Double? {
      fraction(2 * Double(truePositives), Double(2 * truePositives + falsePositives + falseNegatives))
    }
  }

  /// One entry a collar, in the order asked for.
  public let collars: [Collar]
  /// How many recordings were scored.
  public let recordings: Int
  /// How many true onsets were scored.
  public let shots: Int

  /// Scores recordings, each by itself, by maximum one-to-one matching.
  ///
  /// - Parameter collars: in milliseconds, at least 0; rounded down to whole samples.
  /// - Throws: `EvaluationError.collarUnusable`.
  public init(_ recordings: [RecordingOnsets], collars: [Double] = OnsetMatching.defaultCollars) throws {
    for collar in collars where !(collar >= 0 && collar.isFinite) {
      throw EvaluationError.collarUnusable(milliseconds: collar)
    }
    let references = recordings.map { recording in recording.reference.filter(recording.isScored) }
    self.collars = collars.map { OnsetScore.count(recordings, references, $0) }
    self.recordings = recordings.count
    shots = references.reduce(0) { $0 + $1.count }
  }

  private static func count(
    _ recordings: [RecordingOnsets], _ references: [[Int]], _ milliseconds: Double
  ) -> Collar {
    let collar = OnsetMatching.samples(milliseconds: milliseconds)
    var (found, alarms, missed, unresolved) = (0, 0, 0, 0)
    for (recording, reference) in zip(recordings, references) {
      let counts = counts(recording, collar: collar)
      found += counts.found
      missed += counts.missed
      alarms += counts.alarms
      unresolved += OnsetMatching.unresolved(reference, collar: collar)
    }
    return Collar(
      milliseconds: milliseconds, truePositives: found, falsePositives: alarms, falseNegatives: missed,
      unresolved: unresolved)
  }

  /// What was found, falsely alarmed and missed in one recording, the collar in samples.
  package static func counts(
    _ recording: RecordingOnsets, collar: Int
  ) -> (found: Int, alarms: Int, missed: Int) {
    let reference = recording.reference.filter(recording.isScored)
    func matched(_ estimated: [Int]) -> Int {
      OnsetMatching.pairs(estimated: estimated, reference: reference, collar: collar).count
    }
    // An estimate in an ignored stretch may find an onset just outside it, but is no false alarm otherwise.
    // Whatever the others can find alone, some largest matching of all finds with them too.
    let outside = recording.estimated.filter(recording.isScored)
    let hits = matched(recording.estimated)
    let alarms = outside.count - (recording.ignored.isEmpty ? hits : matched(outside))
    return (hits, alarms, reference.count - hits)
  }
}
