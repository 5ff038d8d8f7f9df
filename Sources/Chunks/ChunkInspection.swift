import Basis
import Features

/// What an audit looks at in one chunk.
struct ChunkInspection: Sendable {
  /// Exact zeros in a row that no microphone gives: 10 ms.
  static let gateLength = 160
  /// Samples in a row at full scale that make a chunk count as clipped.
  static let clippedLength = 3

  let measures: ChunkMeasures.Values
  let fingerprint: Fingerprint
  let isSilent: Bool
  /// Whether the chunk is neither silent nor without a long run of exact zeros.
  let isGated: Bool
  let isClipped: Bool

  init(_ samples: [Float], padding: Int) {
    measures = ChunkMeasures.measure(samples)
    var builder = FingerprintBuilder()
    samples.withUnsafeBufferPointer { builder.append($0) }
    fingerprint = builder.finish()
    isSilent = samples.allSatisfy { $0 == 0 }
    let zeros = ChunkInspection.longestRun(samples) { $0 == 0 }
    isGated = !isSilent && zeros >= ChunkInspection.gateLength && zeros > padding
    isClipped =
      ChunkInspection.longestRun(samples) { abs($0) >= 32767.0 / 32768 } >= ChunkInspection.clippedLength
  }

  private static func longestRun(_ samples: [Float], _ test: (Float) -> Bool) -> Int {
    var longest = 0
    var run = 0
    for sample in samples {
      run = test(sample) ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
