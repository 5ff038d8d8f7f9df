import Basis
import Training

/// Finds shots with a model for onsets: rises are judged by what lies around them, in stretches of half a minute.
///
/// A stretch overlaps the next, and only what lies in its middle is taken from it: so hours are gone through in bounded
/// memory, and nothing is judged without what is before and behind it.
public final class CandidateDetector: StreamDetector {
  /// Samples of a stretch, and of its beginning and end that are only context: 30 and 5 s.
  static let (stretch, context) = (30 * Sampling.rate, 5 * Sampling.rate)

  /// Samples at 16 kHz heard of the sound at hand.
  public private(set) var length = 0

  private let forest: CandidateForest
  private let threshold: Double
  private let refractoryTime: Int
  private let jobs: Int
  private var scanner = CandidateScanner()
  /// Candidates that stretches still ask for, ascending.
  private var candidates: [Candidate] = []
  /// Where the next stretch begins.
  private var start = 0
  private var refractory: Refractory

  /// - Throws: `TrainingError.unknownPositive` where the model does not know the label.
  public init(_ model: OnsetModel, _ options: DetectorOptions, jobs: Int = Parallel.cores) throws {
    let column = try Detector.column(of: options.positive, in: model.card.labels)
    guard column == 1 else {
      throw TrainingError.unknownPositive(model.card.labels[column], known: [model.card.labels[1]])
    }
    (forest, threshold, self.jobs) = (model.forest, options.threshold, jobs)
    refractoryTime = options.refractory
    refractory = Refractory(time: refractoryTime)
  }

  /// Goes on with samples at 16 kHz.
  public func append(_ more: UnsafeBufferPointer<Float>) throws -> [Detection] {
    length += more.count
    scanner.append(more)
    let horizon = scanner.take(into: &candidates)
    return try judged(until: horizon)
  }

  /// The rest.
  public func finish() throws -> [Detection] {
    candidates += scanner.finish()
    var found = try judged(until: length)
    let first = start == 0 ? 0 : start + CandidateDetector.context
    found += try judge(candidates[...], from: first, to: .max)
    found += refractory.finish()
    (candidates, start, length) = ([], 0, 0)
    refractory = Refractory(time: refractoryTime)
    return found
  }

  /// Judges the stretches that end before a sample.
  private func judged(until horizon: Int) throws -> [Detection] {
    var found: [Detection] = []
    while start + CandidateDetector.stretch <= horizon {
      let end = start + CandidateDetector.stretch
      let own = candidates.prefix { $0.offset < end }
      let first = start == 0 ? 0 : start + CandidateDetector.context
      found += try judge(own, from: first, to: end - CandidateDetector.context)
      start = end - 2 * CandidateDetector.context
      candidates.removeAll { $0.offset < start }
      found += refractory.settle(before: start + CandidateDetector.context)
    }
    return found
  }

  /// Judges candidates together; those from one sample on, up to another, are told.
  private func judge(_ stretch: ArraySlice<Candidate>, from first: Int, to end: Int) throws -> [Detection] {
    let stretch = Array(stretch)
    guard stretch.contains(where: { $0.offset >= first && $0.offset < end }) else { return [] }
    var settled: [Detection] = []
    for (candidate, judgement) in zip(stretch, try forest.judge(stretch, jobs: jobs))
    where candidate.offset >= first && candidate.offset < end && judgement.score >= threshold {
      settled += refractory.append(
        Detection(
          offset: candidate.offset, score: judgement.score, probability: judgement.sound,
          proposal: judgement.direct))
    }
    return settled
  }
}
