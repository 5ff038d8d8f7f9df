import Onsets

#if canImport(Glibc)
  import Glibc
#endif

/// The powers of a recording's milliseconds in three bands, and its sound above 200 Hz: what lies around arrivals.
struct CandidateSound {
  /// Samples a frame: 1 ms.
  static let frame = 16
  /// −90 dB: what is below is silence.
  static let floor: Float = 1e-9

  private var bank = FilterBank()
  private var rest: [Float] = []
  private var heard: [Float] = []
  private var powers: [SIMD4<Float>] = []
  /// The number of the first frame that is kept.
  private var first = 0

  /// The number of the frame after the last.
  var end: Int { first + powers.count }

  mutating func append(_ samples: UnsafeBufferPointer<Float>) {
    var index = 0
    while index < samples.count {
      let count = min(CandidateSound.frame - rest.count, samples.count - index)
      if count == CandidateSound.frame {
        take(UnsafeBufferPointer(rebasing: samples[index..<index + count]))
      } else {
        rest.append(contentsOf: samples[index..<index + count])
        if rest.count == CandidateSound.frame {
          let frame = rest
          rest.removeAll(keepingCapacity: true)
          frame.withUnsafeBufferPointer { take($0) }
        }
      }
      index += count
    }
  }

  /// Fills the last frame with silence.
  mutating func finish() {
    guard !rest.isEmpty else { return }
    let frame = rest + [Float](repeating: 0, count: CandidateSound.frame - rest.count)
    rest = []
    frame.withUnsafeBufferPointer { take($0) }
  }

  private mutating func take(_ frame: UnsafeBufferPointer<Float>) {
    powers.append(bank.power(frame, heard: &heard) / Float(CandidateSound.frame))
  }

  /// Forgets what lies before a frame, once more than `patience` frames do.
  mutating func forget(before frame: Int, patience: Int) {
    let count = min(frame - first, powers.count)
    guard count > patience else { return }
    powers.removeFirst(count)
    heard.removeFirst(count * CandidateSound.frame)
    first += count
  }

  /// Mean powers of the frames in a range, as far as they were heard; nothing where none was.
  func power(_ range: Range<Int>) -> SIMD4<Float> {
    let low = min(max(range.lowerBound - first, 0), powers.count)
    let high = min(max(range.upperBound - first, low), powers.count)
    guard high > low else { return .zero }
    var sum = SIMD4<Float>()
    for index in low..<high { sum += powers[index] }
    return sum / Float(high - low)
  }

  /// The sound above 200 Hz in a range of samples, zeros outside the recording.
  func samples(_ range: Range<Int>) -> [Float] {
    let origin = first * CandidateSound.frame
    return range.map { heard.indices.contains($0 - origin) ? heard[$0 - origin] : 0 }
  }

  /// dB of a power.
  static func decibels(_ power: Float) -> Float { 10 * log10f(power + floor) }
}
