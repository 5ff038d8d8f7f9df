import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A road: a distant rumble, and vehicles that come, pass and go, with tyres and an engine each.
struct TrafficBackground {
  let key: RandomKey

  func add(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    addRumble(to: samples, rate: rate)
    var draw = key.adding("vehicles").generator()
    let seconds = Double(samples.count) / rate
    var time = -draw.number(in: 0...4)
    while time < seconds + 3 {
      addVehicle(to: samples, rate: rate, at: time, draw: &draw)
      time += draw.number(in: 1.5...8)
    }
  }

  private func addRumble(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    var generator = key.adding("rumble").generator()
    var (first, second) = (OnePole(cutoff: 120, rate: rate), OnePole(cutoff: 900, rate: rate))
    let strength = 0.35 / first.coefficient.squareRoot()
    for index in samples.indices {
      let noise = generator.noise()
      samples[index] += strength * first.low(noise) + 0.12 * second.low(noise)
    }
  }

  /// A vehicle that is nearest at `time`: level over distance v·t and width, as a Lorentz curve.
  private func addVehicle(
    to samples: UnsafeMutableBufferPointer<Float>, rate: Double, at time: Double, draw: inout KeyedGenerator
  ) {
    let width = draw.number(in: 0.5...2)
    let strength = Float(pow(10, draw.number(in: -14...4) / 20))
    let firing = draw.number(in: 25...110)
    let roar = Float(draw.number(in: 0.2...1.5))
    var generator = key.adding("vehicle").adding(time.bitPattern).generator()
    var (bright, dull) = (OnePole(cutoff: 1800, rate: rate), OnePole(cutoff: 500, rate: rate))
    var (muffler, pipe) = (OnePole(cutoff: 350, rate: rate), OnePole(cutoff: 700, rate: rate))
    let first = max(0, Int((time - 5 * width) * rate))
    let last = min(samples.count, Int((time + 5 * width) * rate))
    guard first < last else { return }
    var phase = Float(draw.unit())
    for start in stride(from: first, to: last, by: 64) {
      let distance = (Double(start) / rate - time) / width
      let swell = strength * Float(max(0, 1 / (1 + distance * distance) - 0.038))
      // A little Doppler: the engine sinks by a few per cent as it passes.
      let step = Float(firing / rate * (1 - 0.04 * tanh(distance)))
      for index in start..<min(start + 64, last) {
        phase += step
        if phase >= 1 { phase -= 1 }
        let tyres = dull.high(bright.low(generator.noise()))
        let engine = pipe.low(muffler.low(phase - 0.5))
        samples[index] += swell * (tyres + roar * engine)
      }
    }
  }
}
