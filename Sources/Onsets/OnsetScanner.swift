/// Proposes onsets in a recording that comes in blocks: the same whatever their sizes, in bounded memory.
///
/// It keeps a second of sound and, for each arrival that it met, 16 bytes; what is a reflection of what is settled at
/// the end, when all delays are known.
public struct OnsetScanner: Sendable {
  /// dB from which a rise is looked at.
  package static let leastRise: Float = 7

  private let options: OnsetOptions
  private var search = ArrivalSearch(leastRise: OnsetScanner.leastRise)

  /// A scanner that has heard nothing.
  public init(_ options: OnsetOptions = OnsetOptions()) { self.options = options }

  /// Goes on with `samples` at 16 kHz, mono; those that are not finite count as 0.
  public mutating func append(_ samples: UnsafeBufferPointer<Float>) { search.append(samples) }

  /// Goes on with `samples`.
  public mutating func append(_ samples: [Float]) { samples.withUnsafeBufferPointer { append($0) } }

  /// What would be proposed if the recording ended about here: up to a second behind what was heard. Scores may still
  /// change with what follows within 20 s.
  public var proposalsSoFar: [Proposal] { proposals(of: search) }

  /// The proposals whose score reaches the threshold, ascending; the scanner has heard nothing afterwards.
  public mutating func finish() -> [Proposal] {
    search.finish()
    let found = proposals(of: search)
    search = ArrivalSearch(leastRise: OnsetScanner.leastRise)
    return found
  }

  private func proposals(of search: ArrivalSearch) -> [Proposal] {
    ProposalScoring(search.arrivals, levelRange: Float(options.levelRange)).proposals
      .filter { $0.score >= options.threshold && (0..<search.length).contains($0.offset) }
  }
}
