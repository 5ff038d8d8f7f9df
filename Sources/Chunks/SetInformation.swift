import Basis
import Files

/// A set's `set.json`: what its chunks are, and the runs that made them.
public struct SetInformation: Sendable, Equatable {
  /// The file's name in the set's folder.
  public static let name: Path = "set.json"

  /// Samples in a chunk.
  public var length: Int
  /// Samples a second.
  public var rate = Sampling.rate
  /// The runs so far, oldest first: each an object with its options, version and counts.
  public var runs: [JSON.Value] = []

  /// Information on a set that has no chunks yet.
  public init(length: Int) { self.length = length }

  /// Reads a set's information.
  ///
  /// - Throws: `FileError` and `ChunksError.setInformation`.
  public init(reading file: Path) throws {
    let value = try JSON.parse(FileSystem.read(file), name: file)
    guard let length = value["length"]?.int, (16...1 << 20).contains(length) else {
      throw ChunksError.setInformation(file, "the set's chunk length is missing or impossible")
    }
    guard value["rate"]?.int == Sampling.rate else {
      throw ChunksError.setInformation(file, "the set's rate is missing, or another than 16000")
    }
    self.length = length
    runs = value["runs"]?.array ?? []
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    JSON.Value.object([
      ("length", .number(length)), ("rate", .number(rate)), ("runs", .array(runs)),
    ]).bytes()
  }
}
