import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Filters of every kind, drawn from a key.
enum DrawnFilter {
  static func make(_ key: RandomKey, rate: Double = 16_000) -> BiquadCascade {
    var generator = key.generator()
    let frequency = 30 * pow(2, generator.number(in: 0...7.9))
    let gain = generator.number(in: -24...24)
    let slope = generator.number(in: 0.3...1)
    let order = generator.integer(in: 1...8)
    switch generator.below(6) {
    case 0: return Butterworth.lowPass(order: order, cutoff: frequency, rate: rate)
    case 1: return Butterworth.highPass(order: order, cutoff: frequency, rate: rate)
    case 2:
      let high = min(frequency * generator.number(in: 1.5...8), 7900)
      return Butterworth.bandPass(order: order, low: frequency, high: high, rate: rate)
    case 3:
      let q = generator.number(in: 0.4...6)
      return BiquadCascade([.bandPass(center: frequency, q: q, rate: rate)])
    case 4: return BiquadCascade([.lowShelf(frequency: frequency, gainDB: gain, slope: slope, rate: rate)])
    default: return BiquadCascade([.highShelf(frequency: frequency, gainDB: gain, slope: slope, rate: rate)])
    }
  }
}
