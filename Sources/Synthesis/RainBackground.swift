import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Rain: a broad hiss, and single drops that ring as they fall close by.
struct RainBackground {
  let key: RandomKey

  func add(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    var draw = key.adding("rain").generator()
    var generator = key.adding("hiss").generator()
    var (bright, dull) = (
      OnePole(cutoff: draw.number(in: 4000...9000), rate: rate),
      OnePole(cutoff: draw.number(in: 300...1500), rate: rate)
    )
    let swell = SlowCurve(count: samples.count, spacing: Int(rate * 0.7), key: key.adding("swell"))
    forEachBlock(samples.count) { start, length in
      let level = expf(0.25 * swell.value(start))
      for index in start..<start + length {
        samples[index] += level * dull.high(bright.low(generator.noise()))
      }
    }
    addDrops(to: samples, rate: rate, &draw)
  }

  private func addDrops(
    to samples: UnsafeMutableBufferPointer<Float>, rate: Double, _ draw: inout KeyedGenerator
  ) {
    let density = draw.number(in: 5...60)
    var time = 0.0
    while true {
      time -= log(1 - draw.unit()) / density
      let first = Int(time * rate)
      guard first < samples.count else { return }
      let drop = SoundElement(
        .mode(frequency: draw.number(in: 1200...6000), decay: draw.number(in: 1e-3...5e-3), attack: 1e-4),
        amplitude: 3 * pow(10, draw.number(in: -20...6) / 20))
      let reach = min(samples.count, first + Int(drop.extent * rate))
      drop.add(
        to: UnsafeMutableBufferPointer(rebasing: samples[first..<reach]), start: 0, rate: rate, key: key)
    }
  }
}
