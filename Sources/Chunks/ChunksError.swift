import Basis

/// What can go wrong with sets of chunks.
public enum ChunksError: ThreePartError, Equatable {
  case nothingToSlice
  case nothingToAugment
  case noSounds(Path)
  case unknownLabel(String, recipe: String, known: [String])
  case otherOriginals(Path, Path)
  case noCopy(Path, at: Path)
  case differs(Path)
  case badLength(Int)
  case badLeads(ClosedRange<Int>, length: Int)
  case badCount(String, Int, allowed: ClosedRange<Int>)
  case badLabel(String)
  case outsideRoot(Path, root: Path)
  case recordingMissing(Path, at: String)
  case recordingChanged(Path)
  case leavesRoot(Path, at: String)
  case onsetPastEnd(Int, length: Int, recording: Path, at: String)
  case onsetIgnored(Int, recording: Path, at: String)
  case dividesGroups(Path, first: Path, firstSplit: String, second: Path, secondSplit: String)
  case backgroundHoldsShots(Path, tagged: Path)
  case otherLength(Path, has: Int, wanted: Int)
  case noSet(Path)
  case inUse(Path)
  case manifestColumn(Path, String)
  case manifestField(Path, row: Int, column: String, text: String)
  case setInformation(Path, String)
  case groupRow(Path, row: Int)
  case chunkMissing(Path)
  case chunkLength(Path, has: Int, wanted: Int)
  case emptySet(Path)
  case otherFeatures(Path, String)
  case noRows(Path, String)
  case unknown(String)

  /// An error with three parts, whatever it was before.
  static func wrapping(_ error: any Error) -> any ThreePartError {
    error as? any ThreePartError ?? ChunksError.unknown("\(error)")
  }
}
