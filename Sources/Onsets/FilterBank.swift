/// Three bands and a high-pass side by side: one filter a lane.
///
/// Lanes 0 to 2 are Butterworth band-passes of fourth order, 300–1200, 1200–3500 and 3500–7000 Hz at 16 kHz; lane 3
/// is a Butterworth high-pass of second order at 200 Hz. Coefficients: `scipy.signal.butter(2, …, output="sos")`.
/// Below 200 Hz wind is louder than any shot.
package struct FilterBank {
  /// The lane of the high-pass.
  package static let highPass = 3

  package init() {}

  /// Two sections of second order in a row (direct form II, transposed).
  private struct Section {
    let b0: SIMD4<Float>
    let b1: SIMD4<Float>
    let b2: SIMD4<Float>
    let a1: SIMD4<Float>
    let a2: SIMD4<Float>
    var first = SIMD4<Float>()
    var second = SIMD4<Float>()

    @inline(__always)
    mutating func filter(_ input: SIMD4<Float>) -> SIMD4<Float> {
      let output = b0 * input + first
      first = b1 * input - a1 * output + second
      second = b2 * input - a2 * output
      return output
    }
  }

  private var front = Section(
    b0: [0.024827908, 0.122453975, 0.237643994, 0.945976857],
    b1: [0.049655815, 0.244907949, -0.475287989, -1.891953712],
    b2: [0.024827908, 0.122453975, 0.237643994, 0.945976857],
    a1: [-1.5420736, -0.450251957, -0.107058984, -1.889033079],
    a2: [0.68615184, 0.437187108, 0.291498944, 0.894874345])
  private var back = Section(
    b0: [1, 1, 1, 1], b1: [-2, -2, 2, 0], b2: [1, 1, 1, 0],
    a1: [-1.867442158, -1.425391675, 1.467197791, 0], a2: [0.884292657, 0.654006304, 0.620833227, 0])

  /// The sum of squares of each lane over the samples; the high-pass's samples are put behind `heard`.
  ///
  /// Samples that are not finite, or beyond ±64, count as 0.
  package mutating func power(_ samples: UnsafeBufferPointer<Float>, heard: inout [Float]) -> SIMD4<Float> {
    var (early, late) = (front, back)
    var sum = SIMD4<Float>()
    for sample in samples {
      // The little that is added keeps the filters from starving in silence, where arithmetic is slow.
      let input = (sample.magnitude <= 64 ? sample : 0) + 1e-18
      let output = late.filter(early.filter(SIMD4(repeating: input)))
      sum += output * output
      heard.append(output[FilterBank.highPass])
    }
    (front, back) = (early, late)
    return sum
  }
}
