import Acoustics
import Basis

/// Wind at a microphone: turbulence that falls with frequency, in gusts, and leaves that rustle with them.
struct WindBackground {
  let key: RandomKey

  func add(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    var draw = key.adding("wind").generator()
    let depth = Float(draw.number(in: 0.3...0.9))
    let leaves = Float(draw.number(in: 0.02...0.35))
    let gusts = SlowCurve(count: samples.count, spacing: Int(rate * 0.4), key: key.adding("gusts"))
    var generator = key.adding("noise").generator()
    var first = OnePole(cutoff: draw.number(in: 40...160), rate: rate)
    var second = OnePole(cutoff: draw.number(in: 250...1200), rate: rate)
    var (bright, dull) = (OnePole(cutoff: 5000, rate: rate), OnePole(cutoff: 1200, rate: rate))
    // The slower the first pole, the less of white noise is left of it.
    let rumble = 1 / first.coefficient.squareRoot()
    forEachBlock(samples.count) { start, length in
      let line = gusts.swell(start, depth: depth, block: 64)
      var swell = line.first
      for index in start..<start + length {
        let noise = generator.noise()
        let turbulence = second.low(first.low(noise)) * rumble
        samples[index] += swell * (turbulence + leaves * swell * dull.high(bright.low(noise)))
        swell += line.step
      }
    }
  }
}
