import Basis

/// What makes scored proposals of a recording: whatever can do it serves the loop.
public protocol Detecting: Sendable {
  /// What its proposals follow from besides the recording: where it is the same, they are.
  var identity: String { get }
  /// The proposals of a recording, ascending.
  ///
  /// - Parameter name: what tag files call it.
  /// - Throws: what is wrong with the file or with the detector.
  func proposals(in file: Path, named name: Path) throws -> [ScoredProposal]
}
