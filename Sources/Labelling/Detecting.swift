import Basis

/// What makes scored proposals of a recording: whatever can do it serves the loop.
public protocol Detecting: Sendable {
  /// What its proposals follow from besides the recording: where it is the same, they are.
  var identity: String { get }
  /// The proposals of a recording, ascending, in bounded memory.
  ///
  /// - Parameters:
  ///   - name: what tag files call it.
  ///   - cancellation: is asked every half a minute of sound.
  /// - Throws: what is wrong with the file or with the detector; `CancellationError`.
  func proposals(
    in file: Path, named name: Path, cancellation: LoopCancellation
  ) throws -> [ScoredProposal]
}
