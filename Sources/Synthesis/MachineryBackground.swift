import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A plant: ventilation, mains hum and a motor that runs unevenly.
struct MachineryBackground {
  let key: RandomKey

  func add(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    var draw = key.adding("plant").generator()
    let hum = Float(draw.number(in: 0...0.5))
    let motor = Float(draw.number(in: 0.1...2))
    let turning = draw.number(in: 12...60)
    let mains = 2 * Double.pi * (draw.chance(0.7) ? 100 : 120) / rate
    var generator = key.adding("air").generator()
    var (air, broad) = (
      OnePole(cutoff: draw.number(in: 150...700), rate: rate), OnePole(cutoff: 3000, rate: rate)
    )
    let strength = 0.6 / air.coefficient.squareRoot()
    var (first, second) = (OnePole(cutoff: 500, rate: rate), OnePole(cutoff: 1500, rate: rate))
    let wander = SlowCurve(count: samples.count, spacing: Int(rate * 0.2), key: key.adding("wander"))
    var phase: Float = 0
    var (real, imaginary) = (1.0, 0.0)
    let (cosine, sine) = (cos(mains), sin(mains))
    forEachBlock(samples.count) { start, length in
      let speed = Float(turning / rate) * expf(0.03 * wander.value(start))
      let load = expf(0.3 * wander.value(start))
      for index in start..<start + length {
        let noise = generator.noise()
        phase += speed
        if phase >= 1 { phase -= 1 }
        let beat = (phase - 0.5) * (phase - 0.5) * (phase - 0.5) * 4
        (real, imaginary) = (real * cosine - imaginary * sine, real * sine + imaginary * cosine)
        let tone = Float(imaginary + 0.5 * imaginary * real)
        samples[index] +=
          strength * air.low(noise) + 0.1 * broad.low(noise) + hum * tone
          + motor * load * second.low(first.low(beat + 0.1 * abs(beat) * noise))
      }
    }
  }
}
