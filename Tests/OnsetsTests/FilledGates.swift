import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Recordings with exact zeros around one live stretch: the gate's edge gives the shot away a second before.
enum FilledGates {
  /// Fills the zeros with noise of the spectrum and level of the live stretch's first 0.9 s and of random phase, faded
  /// over 10 ms.
  static func filled(_ samples: [Float], rate: Int, key: RandomKey) -> [Float] {
    let live = liveStretch(samples)
    guard !live.isEmpty else { return samples }
    let model = Array(samples[live.lowerBound..<min(live.upperBound, live.lowerBound + rate * 9 / 10)])
    let noise = noise(like: model, count: samples.count, key: key)
    let fade = rate / 100
    return samples.indices.map { index in
      let inside = min(index - live.lowerBound, live.upperBound - 1 - index)
      let share = min(1, max(0, Float(inside) / Float(fade)))
      return share * samples[index] + (1 - share * share).squareRoot() * noise[index]
    }
  }

  /// The longest stretch without 200 zeros in a row.
  static func liveStretch(_ samples: [Float]) -> Range<Int> {
    var (best, start, last) = (0..<0, 0, -1)
    for index in samples.indices where samples[index] != 0 {
      if last < 0 || index - last > 200 { start = index }
      last = index
      if last + 1 - start > best.count { best = start..<last + 1 }
    }
    return best
  }

  /// Noise with the mean power spectrum of `model`, as strong as it.
  private static func noise(like model: [Float], count: Int, key: RandomKey) -> [Float] {
    let spectrum = meanSpectrum(model, length: 1024)
    var size = 1
    while size < count { size *= 2 }
    var generator = key.generator()
    var real = [Double](repeating: 0, count: size)
    var imaginary = real
    for bin in 1..<size / 2 {
      let place = Double(bin) / Double(size) * 1024
      let (low, share) = (Int(place), place - Double(Int(place)))
      let power = spectrum[low] * (1 - share) + spectrum[min(512, low + 1)] * share
      let phase = 2 * Double.pi * generator.unit()
      (real[bin], imaginary[bin]) = (power.squareRoot() * cos(phase), power.squareRoot() * sin(phase))
    }
    transform(&real, &imaginary)
    let wanted = model.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(model.count)
    let found = real.reduce(0) { $0 + $1 * $1 } / Double(size)
    let gain = (wanted / found).squareRoot()
    return real[..<count].map { Float($0 * gain) }
  }

  /// The mean power of each bin over half-overlapping Hann frames.
  private static func meanSpectrum(_ samples: [Float], length: Int) -> [Double] {
    var powers = [Double](repeating: 0, count: length / 2 + 1)
    for start in stride(from: 0, through: samples.count - length, by: length / 2) {
      var real = (0..<length).map { index in
        Double(samples[start + index]) * (0.5 - 0.5 * cos(2 * Double.pi * Double(index) / Double(length)))
      }
      var imaginary = [Double](repeating: 0, count: length)
      transform(&real, &imaginary)
      for bin in powers.indices { powers[bin] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin] }
    }
    return powers
  }

  /// The discrete Fourier transform in place; the length is a power of two.
  private static func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    let count = real.count
    var mirror = 0
    for index in 1..<count {
      var bit = count / 2
      while mirror & bit != 0 {
        mirror ^= bit
        bit /= 2
      }
      mirror |= bit
      if index < mirror {
        real.swapAt(index, mirror)
        imaginary.swapAt(index, mirror)
      }
    }
    var span = 2
    while span <= count {
      let half = span / 2
      for turn in 0..<half {
        let angle = -2 * Double.pi * Double(turn) / Double(span)
        let (cosine, sine) = (cos(angle), sin(angle))
        for low in stride(from: turn, to: count, by: span) {
          let high = low + half
          let re = real[high] * cosine - imaginary[high] * sine
          let im = real[high] * sine + imaginary[high] * cosine
          (real[high], imaginary[high]) = (real[low] - re, imaginary[low] - im)
          (real[low], imaginary[low]) = (real[low] + re, imaginary[low] + im)
        }
      }
      span *= 2
    }
  }
}
