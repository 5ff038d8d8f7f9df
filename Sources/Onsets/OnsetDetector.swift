/// Proposes onsets in a recording that is in memory.
public struct OnsetDetector: Sendable {
  private let options: OnsetOptions

  /// The one setting, unless told otherwise.
  public init(_ options: OnsetOptions = OnsetOptions()) { self.options = options }

  /// The proposals in `samples` at 16 kHz, mono, ascending.
  public func proposals(in samples: [Float]) -> [Proposal] {
    var scanner = OnsetScanner(options)
    scanner.append(samples)
    return scanner.finish()
  }
}
