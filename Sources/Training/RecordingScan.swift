import Audio
import Basis
import Dispatch

extension WindowScan {
  /// The probabilities along a recording: it is read and resampled on one thread while the windows are judged on the
  /// others. At most four minutes of it are in memory.
  ///
  /// - Parameter found: as in `append`.
  /// - Throws: what is wrong with the file, and what `found` throws.
  public func scan(
    _ recording: Path, found: @escaping (_ first: Int, _ probabilities: [Double]) throws -> Void
  ) throws {
    let blocks = BlockQueue(atMost: 4)
    DispatchQueue(label: "shotmark.reading").async {
      blocks.finish(
        with: Result {
          try ResampledRecording(recording).stream(blockLength: 40 * Sampling.rate) { block in
            try blocks.put(Array(block))
          }
        })
    }
    defer { blocks.abandon() }
    while let block = try blocks.take() {
      try block.withUnsafeBufferPointer { try append($0, found: found) }
    }
    try finish(found: found)
  }
}
