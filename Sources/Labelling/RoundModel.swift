import Basis
import Detection
import Files

/// The model of a round: made, or read where it was made of the same already.
struct RoundModel: Sendable {
  let model: ShotModel
  let file: Path
  /// SHA-256 of the file.
  let digest: String

  /// - Parameters:
  ///   - inputs: all that the model follows from.
  ///   - make: writes the model's file; told whether one that follows from the same was broken off.
  init(
    _ number: Int, in folder: Path, inputs: String, make: (_ file: Path, _ goesOn: Bool) throws -> Void
  ) throws {
    let digits = String(number)
    let name = "round-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    file = folder.appending(Path(name + ".safetensors"))
    let begun = folder.appending(Path(name + ".inputs"))
    let bytes = Array((inputs + "\n").utf8)
    let isSame = (try? FileSystem.read(begun)) == bytes
    if !isSame {
      // A model of other inputs must not pass for this one's.
      if FileSystem.exists(file) { try FileSystem.remove(file) }
      try AtomicFile.write(bytes, to: begun)
    }
    if !FileSystem.exists(file) { try make(file, isSame) }
    model = try ShotModel.read(file)
    digest = try SHA256.hex(file: file)
  }
}
