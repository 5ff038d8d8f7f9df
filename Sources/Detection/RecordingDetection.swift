import Audio
import Basis
import Dispatch
import Training

extension StreamDetector {
  /// Finds shots in a recording: it is read and resampled on one thread while it is judged on the others. At most two
  /// minutes of it are in memory.
  ///
  /// - Parameters:
  ///   - heard: is told how many more samples at 16 kHz have been gone through.
  ///   - found: is given detections as they are settled, ascending.
  /// - Returns: the recording's length, in samples at 16 kHz.
  /// - Throws: what is wrong with the file, and what the model throws; the detector is of no use then.
  @discardableResult
  public func detect(
    in recording: Path, heard: (Int) -> Void = { _ in }, found: ([Detection]) throws -> Void
  ) throws -> Int {
    let blocks = BlockQueue(atMost: 2)
    DispatchQueue(label: "shotmark.reading").async {
      blocks.finish(
        with: Result {
          try ResampledRecording(recording).stream(blockLength: 32 * Sampling.rate) { block in
            try blocks.put(Array(block))
          }
        })
    }
    defer { blocks.abandon() }
    while let block = try blocks.take() {
      try found(block.withUnsafeBufferPointer { try append($0) })
      heard(block.count)
    }
    let count = length
    try found(finish())
    return count
  }
}
