import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Babble: eight voices of pulses through two formants each, in syllables, over a murmur of many.
struct CrowdBackground {
  let key: RandomKey

  private struct Voices {
    var phase = SIMD8<Float>()
    var step = SIMD8<Float>()
    var level = SIMD8<Float>()
    var target = SIMD8<Float>()
    var formants = (Resonators(), Resonators())
    var remaining = [Int](repeating: 0, count: 8)
    var pitch = [Double](repeating: 120, count: 8)
  }

  /// Eight resonances of two poles side by side.
  private struct Resonators {
    var gain = SIMD8<Float>()
    var first = SIMD8<Float>()
    var second = SIMD8<Float>()
    var last = SIMD8<Float>()
    var before = SIMD8<Float>()

    @inline(__always)
    mutating func pass(_ input: SIMD8<Float>) -> SIMD8<Float> {
      let output = gain * input + first * last + second * before + floorOfSilence
      before = last
      last = output
      return output
    }

    mutating func tune(_ lane: Int, frequency: Double, bandwidth: Double, rate: Double) {
      let radius = exp(-Double.pi * bandwidth / rate)
      let turn = 2 * Double.pi * min(frequency, rate * 0.42) / rate
      first[lane] = Float(2 * radius * cos(turn))
      second[lane] = Float(-radius * radius)
      gain[lane] = Float((1 - radius) * (1 - 2 * radius * cos(2 * turn) + radius * radius).squareRoot())
    }
  }

  func add(to samples: UnsafeMutableBufferPointer<Float>, rate: Double) {
    var draw = key.adding("syllables").generator()
    var voices = Voices()
    for lane in 0..<8 { voices.pitch[lane] = 90 * pow(2.8, draw.unit()) }
    let murmur = Float(draw.number(in: 0.03...0.2))
    let swell = SlowCurve(count: samples.count, spacing: Int(rate * 0.15), key: key.adding("swell"))
    var generator = key.adding("murmur").generator()
    var (bright, dull) = (OnePole(cutoff: 1000, rate: rate), OnePole(cutoff: 250, rate: rate))
    forEachBlock(samples.count) { start, length in
      for lane in 0..<8 {
        voices.remaining[lane] -= length
        if voices.remaining[lane] <= 0 { begin(lane, &voices, rate, &draw) }
      }
      let line = swell.swell(start, depth: 0.3, block: 64)
      var level = line.first
      for index in start..<start + length {
        let noise = dull.high(bright.low(generator.noise()))
        samples[index] += level * (next(&voices) + murmur * noise)
        level += line.step
      }
    }
  }

  /// A new syllable, or a pause, for one voice.
  private func begin(_ lane: Int, _ voices: inout Voices, _ rate: Double, _ draw: inout KeyedGenerator) {
    voices.remaining[lane] = Int(rate * draw.number(in: 0.07...0.32))
    voices.target[lane] = draw.chance(0.35) ? 0 : Float(pow(10, draw.number(in: -14...0) / 20))
    voices.step[lane] = Float(voices.pitch[lane] * draw.number(in: 0.85...1.2) / rate)
    voices.formants.0.tune(lane, frequency: draw.number(in: 280...850), bandwidth: 80, rate: rate)
    voices.formants.1.tune(lane, frequency: draw.number(in: 900...2600), bandwidth: 140, rate: rate)
  }

  /// A saw of the glottis through both formants, summed over the voices.
  @inline(__always)
  private func next(_ voices: inout Voices) -> Float {
    voices.phase += voices.step
    voices.phase.replace(with: voices.phase - 1, where: voices.phase .>= 1)
    voices.level += 0.003 * (voices.target - voices.level)
    let saw = (voices.phase - 0.5) * voices.level
    let vowel = voices.formants.0.pass(saw) + 0.6 * voices.formants.1.pass(saw)
    return vowel.sum()
  }
}
