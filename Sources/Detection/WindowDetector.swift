import Basis
import Onsets
import Training

/// Finds shots with a model in sound that comes in blocks: the same whatever the blocks' sizes, in bounded memory.
///
/// The model says where shots sound (`WindowEvidence`), `Onsets` where something begins and what is an echo of something
/// else, and `DetectionScore` makes one figure of both. Of those within the refractory time the surest is left. Not safe to
/// use from two threads at once.
public final class WindowDetector {
  /// Samples at 16 kHz heard of the sound at hand.
  public private(set) var length = 0

  private let options: DetectorOptions
  private let jobs: Int
  private let column: Int
  private let scan: WindowScan
  private var proposals: ProposalStream
  private var assembly: DetectionAssembly

  /// A detector that has heard nothing.
  ///
  /// - Throws: `TrainingError.unknownPositive` where the model does not know the label; what is wrong with its features.
  public init(
    _ model: any TrainedModel, _ options: DetectorOptions = DetectorOptions(), jobs: Int = Parallel.cores
  ) throws {
    (self.options, self.jobs) = (options, jobs)
    column = try WindowDetector.column(of: options.positive, in: model.card.labels)
    let hop = min(WindowScan.hop(model.card.features), WindowEvidence.lead(model.card.length))
    scan = try WindowScan(model, hop: hop, atOnce: options.windowsAtOnce, jobs: jobs)
    (proposals, assembly) = WindowDetector.beginning(options, scan)
  }

  /// Which of a model's labels is looked for.
  package static func column(of positive: String?, in labels: [String]) throws -> Int {
    guard let positive else { return labels.firstIndex { $0 != "ENV" } ?? 0 }
    guard let column = labels.firstIndex(of: positive) else {
      throw TrainingError.unknownPositive(positive, known: labels)
    }
    return column
  }

  /// Goes on with samples at 16 kHz.
  ///
  /// - Returns: detections that nothing changes any more, ascending, behind all that were given before.
  /// - Throws: what the model throws; the detector is of no use then.
  public func append(_ more: UnsafeBufferPointer<Float>) throws -> [Detection] {
    length += more.count
    var judged: Result<[Double], any Error> = .success([])
    var found: [Proposal] = []
    nonisolated(unsafe) let samples = more
    WindowDetector.both(jobs > 1) {
      judged = Result { try self.judge { try self.scan.append(samples, found: $0) } }
    } _: {
      found = self.proposals.append(samples)
    }
    assembly.judged(try judged.get())
    assembly.propose(found, settled: proposals.settled)
    return assembly.take()
  }

  /// The rest; the detector has heard nothing afterwards.
  public func finish() throws -> [Detection] {
    let judged = try judge { try scan.finish(found: $0) }
    assembly.judged(judged)
    assembly.propose(proposals.finish(), settled: Int.max)
    let found = assembly.finish()
    length = 0
    (proposals, assembly) = WindowDetector.beginning(options, scan)
    return found
  }

  private static func beginning(
    _ options: DetectorOptions, _ scan: WindowScan
  ) -> (ProposalStream, DetectionAssembly) {
    // A score is never above the proposal's, and refractory times leave the surest: nothing below can matter.
    let proposals = OnsetOptions(threshold: DetectionScore.leastProposal(for: options.threshold))
    return (
      ProposalStream(proposals, delay: options.delay),
      DetectionAssembly(options, length: scan.length, hop: scan.hop)
    )
  }

  /// The probabilities of what is looked for.
  private func judge(
    _ body: (_ found: (_ first: Int, _ probabilities: [Double]) throws -> Void) throws -> Void
  ) throws -> [Double] {
    var own: [Double] = []
    let count = scan.labels.count
    try body { _, probabilities in
      own += stride(from: column, to: probabilities.count, by: count).map { probabilities[$0] }
    }
    return own
  }

  /// Does two things side by side, or one after the other.
  private static func both(_ isParallel: Bool, _ first: () -> Void, _ second: () -> Void) {
    withoutActuallyEscaping(first) { first in
      withoutActuallyEscaping(second) { second in
        // Each touches what the other does not, and both have ended before anybody looks.
        nonisolated(unsafe) let parts = (first, second)
        Parallel.forEach(2, jobs: isParallel ? 2 : 1) { $0 == 0 ? parts.0() : parts.1() }
      }
    }
  }
}
