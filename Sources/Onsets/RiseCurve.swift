/// How much each millisecond rises above what was before it, as a ratio of powers.
package enum RiseCurve {
  /// Samples a frame: 1 ms.
  static let frame = 16
  /// Frames after the rise that are looked at.
  static let after = 4
  /// Frames before it: a long stretch for shots that stand alone, a short one for those in each other's tail.
  static let before = (long: 50, short: 14)
  /// Frames that must be there before a rise can be told.
  static let least = 10
  /// −90 dB: what is below is silence.
  static let floor = SIMD4<Float>(repeating: 1e-9)
  /// 2 dB less than the long stretch says: a short one is exceeded more easily.
  static let caution: Float = 0.63

  /// The ratios of frames `range`, given powers whose first frame is `first`.
  ///
  /// The sums begin anew for each call, so a result depends on where calls begin, but not on what was long before.
  package static func ratios(_ range: Range<Int>, powers: [SIMD4<Float>], first: Int) -> [Float] {
    let sums = [SIMD4<Double>](unsafeUninitializedCapacity: powers.count + 1) { sums, count in
      sums.initializeElement(at: 0, to: .zero)
      for index in powers.indices {
        sums.initializeElement(at: index + 1, to: sums[index] + SIMD4<Double>(powers[index]))
      }
      count = powers.count + 1
    }
    return sums.withUnsafeBufferPointer { sums in
      range.map { $0 >= least ? ratio(at: $0 - first, sums) : 0 }
    }
  }

  /// The ratio of one frame, given sums of the powers before each.
  @inline(__always)
  private static func ratio(at index: Int, _ sums: UnsafeBufferPointer<SIMD4<Double>>) -> Float {
    func mean(_ low: Int, _ high: Int) -> SIMD4<Float> {
      let (begin, end) = (min(max(low, 0), sums.count - 1), min(high, sums.count - 1))
      return SIMD4<Float>((sums[end] - sums[begin]) * (1 / Double(max(1, high - max(low, 0)))))
    }
    let now = mean(index, index + after) + floor
    let long = now / (mean(index - before.long, index) + floor)
    let short = now / (mean(index - before.short, index) + floor)
    return max(loudest(long), caution * loudest(short))
  }

  /// The largest of the three bands.
  private static func loudest(_ ratios: SIMD4<Float>) -> Float { max(ratios[0], max(ratios[1], ratios[2])) }
}
