#if canImport(Glibc)
  import Glibc
#endif

/// A sound as pictures show it.
public struct SoundView: Sendable {
  /// Samples, full scale ±1.
  public var samples: [Float]
  /// Offsets into `samples`.
  public var onsets: [Int]
  /// Its log-mel image, where there is one.
  public var image: LogMelView?

  /// A sound and its image.
  public init(samples: [Float], onsets: [Int] = [], image: LogMelView? = nil) {
    (self.samples, self.onsets, self.image) = (samples, onsets, image)
  }

  /// Its level in words: `peak -3.2 dB`, of full scale, `12 clipped` before it where samples are.
  var levelText: String {
    guard !samples.isEmpty else { return "no samples" }
    let peak = samples.reduce(Float(0)) { max($0, $1.magnitude) }
    guard peak > 0 else { return "silence" }
    let clipped = samples.count { $0.magnitude >= WaveformColumns.fullScale }
    let warning = clipped > 0 ? "\(clipped) clipped   " : ""
    return warning + "peak \(Figures.text(20 * log10(Double(peak)), decimals: 1)) dB"
  }
}
