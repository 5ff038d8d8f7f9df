import Basis

/// Proposals along sound that comes in blocks, told a little behind it: the same whatever the blocks' sizes, in bounded
/// memory.
///
/// Where `OnsetScanner` tells everything at the end, this looks at stretches of five seconds, each with what was heard up
/// to 24 s before it and for a while behind it: what is loud, and after which delays it echoes, is told from these alone.
package struct ProposalStream {
  /// Seconds behind a stretch that are waited for unless told otherwise: as far as loudness is compared.
  package static let defaultDelay = 20.0
  /// Samples of a stretch.
  private static let stretch = 5 * Sampling.rate
  /// Samples before a stretch that are looked back at.
  private static let past = Loudness.reach + 4 * Sampling.rate

  /// All arrivals before it have been proposed, in samples at 16 kHz.
  package private(set) var settled = 0

  private let options: OnsetOptions
  private let future: Int
  private var search = ArrivalSearch(leastRise: OnsetScanner.leastRise)
  /// Sound from `first` on, for what has to be looked at once more.
  private var samples: [Float] = []
  private var first = 0

  /// - Parameters:
  ///   - options: the threshold is that of the proposals that are told.
  ///   - delay: seconds of sound behind a stretch that are waited for; less tells sooner, and knows less.
  package init(_ options: OnsetOptions, delay: Double = defaultDelay) {
    self.options = options
    future = Int(min(max(0, delay), 60) * Double(Sampling.rate))
  }

  /// Goes on with samples at 16 kHz; those that are not finite count as 0.
  ///
  /// - Returns: proposals that nothing changes any more, ascending, behind all that were given before.
  package mutating func append(_ more: UnsafeBufferPointer<Float>) -> [Proposal] {
    samples.append(contentsOf: more)
    search.append(more)
    var found: [Proposal] = []
    while search.settled >= settled + ProposalStream.stretch + future { found += nextStretch() }
    // Once a block and not once a stretch: half a minute of sound moves each time.
    forgetSamples(before: settled - Snap.reach - Snap.context)
    return found
  }

  /// What is left; it has heard nothing afterwards.
  package mutating func finish() -> [Proposal] {
    search.finish()
    var found: [Proposal] = []
    while settled < search.length { found += nextStretch() }
    self = ProposalStream(options, delay: Double(future) / Double(Sampling.rate))
    return found
  }

  private mutating func nextStretch() -> [Proposal] {
    let range = settled..<settled + ProposalStream.stretch
    let arrivals = search.arrivals
    let low = arrivals.firstIndex(notBefore: range.lowerBound - ProposalStream.past)
    let high = arrivals.firstIndex(notBefore: range.upperBound + future)
    let near = Array(arrivals[low..<high])
    let scoring = ProposalScoring(near, levelRange: Float(options.levelRange))
    let found = scoring.proposals
      .filter { range.contains($0.offset) && $0.offset < search.length && $0.score >= options.threshold }
      .map { refined($0, within: range, near) }
    settled = range.upperBound
    search.forgetArrivals(before: settled - ProposalStream.past)
    return found.sorted { ($0.offset, $0.score) < ($1.offset, $1.score) }
  }

  /// A direct sound that drowned is only known by its reflection's delay: it is put on what rises there, if anything does.
  private func refined(_ proposal: Proposal, within range: Range<Int>, _ arrivals: [Arrival]) -> Proposal {
    guard arrivals.nearest(to: proposal.offset, within: 0) == nil else { return proposal }
    let low = max(first, proposal.offset - Snap.reach - Snap.context)
    let high = min(first + samples.count, proposal.offset + Snap.reach + Snap.tail)
    guard low < high else { return proposal }
    let marks = [
      proposal.offset - LoudReflection.tolerance - Snap.own, proposal.offset + LoudReflection.tolerance + 1,
    ]
    let onset = Snap.onset(
      near: proposal.offset, in: Array(samples[low - first..<high - first]), firstSample: low, marks: marks)
    guard let onset, range.contains(onset) else { return proposal }
    return Proposal(offset: onset, score: proposal.score)
  }

  private mutating func forgetSamples(before offset: Int) {
    let count = min(max(0, offset - first), samples.count)
    guard count > 0 else { return }
    samples.removeFirst(count)
    first += count
  }
}
