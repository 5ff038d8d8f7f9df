#if canImport(Glibc)
  import Glibc
#endif

/// Distinct reflections on their way into an impulse response, in which the direct sound is sample 0 with the gain 1.
///
/// A reflection between two samples is a sinc under a Hann window (P. Peterson: Simulating the response of multiple
/// microphones to a single acoustic source in a reverberant room, 1986). It has one gain far below 1 kHz and another far
/// above: a shelf of first order, the same for all, so that it is applied once to what the two gains differ by.
struct Reflections {
  /// Hz between the low and the high gain.
  static let middle = 1000.0
  /// Samples that a reflection reaches to each side.
  static let reach = 16

  private let rate: Double
  private var bright: [Double]
  private var dull: [Double]

  /// A response of so many samples in which nothing but the direct sound is heard yet.
  init(length: Int, rate: Double) {
    self.rate = rate
    bright = [Double](repeating: 0, count: max(0, length))
    dull = bright
    if !bright.isEmpty { bright[0] = 1 }
  }

  /// Adds a reflection that arrives so many samples after the direct sound.
  ///
  /// What of its sinc would lie before the direct sound is left out.
  mutating func add(delay: Double, low: Double, high: Double) {
    guard delay >= 0, delay < Double(bright.count + Reflections.reach) else { return }
    let nearest = Int(delay.rounded())
    let offset = delay - Double(nearest)
    let sine = sin(Double.pi * offset) / Double.pi
    for step in (1 - Reflections.reach)..<Reflections.reach where bright.indices.contains(nearest + step) {
      let time = Double(step) - offset
      // sin(π (step − offset)) = ∓ sin(π offset).
      let sinc = abs(time) < 1e-9 ? 1 : (step.isMultiple(of: 2) ? -sine : sine) / time
      let weight = sinc * (0.5 + 0.5 * cos(Double.pi * time / Double(Reflections.reach)))
      bright[nearest + step] += high * weight
      dull[nearest + step] += (low - high) * weight
    }
  }

  /// The direct sound and all reflections.
  var response: [Float] {
    let factor = 1 - exp(-2 * Double.pi * Reflections.middle / rate)
    var state = 0.0
    return zip(bright, dull).map { bright, dull in
      state += factor * (dull - state)
      return Float(bright + state)
    }
  }
}
