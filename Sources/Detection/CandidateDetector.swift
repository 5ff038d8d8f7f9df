import Basis
import Training

/// Finds shots with a model for onsets: rises are judged by what lies around them, in stretches of half a minute.
public final class CandidateDetector: StreamDetector {
  /// Samples at 16 kHz heard of the sound at hand.
  public private(set) var length = 0

  private let judges: CandidateJudges
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
    let column = try WindowDetector.column(of: options.positive, in: model.card.labels)
    guard column == 1 else {
      throw TrainingError.unknownPositive(model.card.labels[column], known: [model.card.labels[1]])
    }
    (judges, threshold, self.jobs) = (model.judges, options.threshold, jobs)
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
    found += try judge(candidates[...], telling: CandidateStretch(restFrom: start).told)
    found += refractory.finish()
    (candidates, start, length) = ([], 0, 0)
    refractory = Refractory(time: refractoryTime)
    return found
  }

  /// Judges the stretches that end before a sample.
  private func judged(until horizon: Int) throws -> [Detection] {
    var found: [Detection] = []
    while start + CandidateStretch.length <= horizon {
      let stretch = CandidateStretch(from: start)
      let own = candidates.prefix { stretch.heard.contains($0.offset) }
      found += try judge(own, telling: stretch.told)
      start = stretch.next
      candidates.removeAll { $0.offset < start }
      found += refractory.settle(before: stretch.told.upperBound)
    }
    return found
  }

  /// Judges candidates together; of some is told.
  private func judge(_ stretch: ArraySlice<Candidate>, telling told: Range<Int>) throws -> [Detection] {
    let stretch = Array(stretch)
    guard stretch.contains(where: { told.contains($0.offset) }) else { return [] }
    var settled: [Detection] = []
    for (candidate, judgement) in zip(stretch, try judges.judge(stretch, jobs: jobs))
    where told.contains(candidate.offset) && judgement.score >= threshold {
      settled += refractory.append(
        Detection(
          offset: candidate.offset, score: judgement.score, probability: judgement.sound,
          proposal: judgement.direct))
    }
    return settled
  }
}
