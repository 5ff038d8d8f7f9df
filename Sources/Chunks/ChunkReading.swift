import Audio
import Basis

extension ChunkSet {
  /// A chunk's samples in -1...1.
  ///
  /// - Throws: `AudioError`, and `ChunksError.chunkLength` where the file is not as long as the set says.
  public func samples(of row: ManifestRow) throws -> [Float] { try samples(ofFile: row.file) }

  /// As above, of a file below the set's folder.
  func samples(ofFile name: Path) throws -> [Float] {
    try sound(ofFile: name).samples(0..<information.length)
  }

  /// As above, into `buffer`, which holds as many samples as a chunk.
  func read(file name: Path, into buffer: UnsafeMutableBufferPointer<Float>) throws {
    try sound(ofFile: name).read(from: 0, into: buffer)
  }

  private func sound(ofFile name: Path) throws -> ResampledRecording {
    let file = folder.appending(name)
    let sound: ResampledRecording
    do {
      sound = try ResampledRecording(file)
    } catch AudioError.notFound {
      throw ChunksError.chunkMissing(file)
    }
    guard sound.length == information.length else {
      throw ChunksError.chunkLength(file, has: sound.length, wanted: information.length)
    }
    return sound
  }
}
