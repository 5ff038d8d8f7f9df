import Audio
import Basis

/// Reads chunks out of recordings.
enum ChunkSamples {
  /// A sample smaller than half a step of 16 bits is a zero in the WAV.
  private static let halfStep: Float = 0.5 / 32768

  /// Whether more than half of a chunk is digital silence.
  static func isSilent(_ samples: [Float]) -> Bool {
    var zeros = 0
    for sample in samples where abs(sample) < halfStep { zeros += 1 }
    return zeros * 2 > samples.count
  }

  /// How many samples of a chunk lie outside a recording.
  static func padding(start: Int, length: Int, recordingLength: Int) -> Int {
    length - (start..<start + length).clamped(to: 0..<max(0, recordingLength)).count
  }
}
