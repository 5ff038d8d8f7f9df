import Basis
import Features
import Files

extension FeatureMatrix {
  /// Images that were computed elsewhere and written with `write(to:)`, for some chunks of a set: one matrix for
  /// several machines, whose processors may compute images that differ in the last bits.
  ///
  /// A few images are computed here as well, so that nothing is searched with features of other parameters. Levels
  /// are not kept in the file and are NaN.
  ///
  /// - Throws: `FileError`, and `ChunksError.otherFeatures` where the file does not hold these chunks with these
  ///   parameters.
  public init(
    reading file: Path, _ set: ChunkSet, rows wanted: [ManifestRow], parameters: LogMelParameters
  ) throws {
    let table = file.folder.appending(file.stem).appendingToName(".csv")
    let held = try Manifest.rows(try FileSystem.read(table), name: table)
    let (shape, whole) = try NPY.read(file)
    let images = try ChunkImages(parameters, length: set.information.length)
    guard shape == [held.count, images.nMels, images.frames] else {
      throw ChunksError.otherFeatures(
        file, "it has the shape \(shape), not \([held.count, images.nMels, images.frames])")
    }
    let places = Dictionary(held.enumerated().map { ($1.file, $0) }) { first, _ in first }
    var chosen: [Float] = []
    chosen.reserveCapacity(wanted.count * images.size)
    for row in wanted {
      guard let place = places[row.file], held[place].recordingSHA256 == row.recordingSHA256,
        held[place].parameters == row.parameters
      else { throw ChunksError.otherFeatures(file, "it lacks \(row.file)") }
      chosen += whole[(place * images.size)..<((place + 1) * images.size)]
    }
    self.init(
      rows: wanted, nMels: images.nMels, frames: images.frames, values: chosen,
      levels: wanted.map { _ in .nan })
    try check(set, parameters, file)
  }

  /// Images are equal to those computed here but for what other processors round differently.
  private func check(_ set: ChunkSet, _ parameters: LogMelParameters, _ file: Path) throws {
    let size = nMels * frames
    let probes = Swift.Set([0, rows.count / 3, rows.count * 2 / 3, rows.count - 1]).filter {
      rows.indices.contains($0)
    }
    for place in probes.sorted() {
      let own = try FeatureMatrix(set, rows: [rows[place]], parameters: parameters, jobs: 1)
      let held = values[(place * size)..<((place + 1) * size)]
      guard zip(own.values, held).allSatisfy({ abs($0 - $1) <= 0.01 }) else {
        throw ChunksError.otherFeatures(file, "\(rows[place].file) has other values with these parameters")
      }
    }
  }
}
