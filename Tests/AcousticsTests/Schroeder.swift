import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// The decay of an impulse response by backward integration (M. R. Schroeder: New method of measuring reverberation time,
/// J. Acoust. Soc. Am. 37, 1965).
enum Schroeder {
  /// Seconds for 60 dB in the octave around a frequency, from the line through what is left between −5 and −25 dB of the
  /// energy from `start` on.
  static func decay(_ response: [Float], around frequency: Double, from start: Int, rate: Double) -> Double {
    var band = response
    let root = 2.0.squareRoot()
    let filter = BiquadCascade(
      Butterworth.highPass(order: 6, cutoff: frequency / root, rate: rate).sections
        + Butterworth.lowPass(order: 6, cutoff: frequency * root, rate: rate).sections)
    band.withUnsafeMutableBufferPointer { filter.filter($0) }
    var left = [Double](repeating: 0, count: band.count - start)
    var sum = 0.0
    for index in left.indices.reversed() {
      sum += Double(band[start + index]) * Double(band[start + index])
      left[index] = sum
    }
    let levels = left.map { Decibels.ofPower($0 / sum) }
    let part = levels.indices.filter { levels[$0] <= -5 && levels[$0] >= -25 }
    let (xs, ys) = (part.map { Double($0) / rate }, part.map { levels[$0] })
    let (meanX, meanY) = (xs.reduce(0, +) / Double(xs.count), ys.reduce(0, +) / Double(ys.count))
    let slope =
      zip(xs, ys).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
      / xs.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    return -60 / slope
  }
}
