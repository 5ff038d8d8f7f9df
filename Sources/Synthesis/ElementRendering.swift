import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension SoundElement {
  /// Adds the element to samples of which the first lies `start` seconds after the event's onset.
  ///
  /// - Parameter key: what this one event is; only noise draws from it.
  package func add(
    to samples: UnsafeMutableBufferPointer<Float>, start: Double, rate: Double, key: RandomKey
  ) {
    let own = start - delay
    switch shape {
    case .blast(let positivePhase, let rise):
      MuzzleBlast(positivePhase: positivePhase, rise: rise)
        .add(to: samples, start: own, rate: rate, amplitude: amplitude)
    case .shock(let duration, let rise):
      ShockWave(duration: duration, rise: rise)
        .add(to: samples, start: own, rate: rate, amplitude: amplitude)
    case .mode(let frequency, let decay, let attack):
      guard frequency < rate * 0.45 else { return }
      addMode(to: samples, start: own, rate: rate, frequency: frequency, decay: decay, attack: attack)
    case .noise(let low, let high, let attack, let decay):
      let band = NoiseBand(low: low, high: high, attack: attack, decay: decay)
      addNoise(to: samples, start: own, rate: rate, band: band, key: key)
    case .glide(let from, let to, let duration, let harmonics):
      let glide = Glide(from: from, to: to, duration: duration, harmonics: harmonics)
      addGlide(to: samples, start: own, rate: rate, glide: glide)
    }
  }

  /// The samples that the element can reach.
  private func span(_ count: Int, _ start: Double, _ rate: Double) -> Range<Int> {
    let first = min(count, max(0, Int((-start * rate).rounded(.up))))
    let last = min(count, max(first, Int(((extent - start) * rate).rounded(.up))))
    return first..<last
  }

  /// A decaying sine, by the recurrence of a rotating pointer: (1 − e^(−t / attack)) · e^(−t / decay) · sin(2πft).
  private func addMode(
    to samples: UnsafeMutableBufferPointer<Float>, start: Double, rate: Double, frequency: Double,
    decay: Double,
    attack: Double
  ) {
    let range = span(samples.count, start, rate)
    let begin = start + Double(range.lowerBound) / rate
    let (turn, damping) = (2 * Double.pi * frequency, exp(-1 / (decay * rate)))
    let (cosine, sine) = (cos(turn / rate) * damping, sin(turn / rate) * damping)
    let height = amplitude * exp(-begin / decay)
    var (real, imaginary) = (height * cos(turn * begin), height * sin(turn * begin))
    var contact = exp(-begin / attack)
    let release = exp(-1 / (attack * rate))
    for index in range {
      samples[index] += Float(imaginary * (1 - contact))
      (real, imaginary) = (real * cosine - imaginary * sine, real * sine + imaginary * cosine)
      contact *= release
    }
  }

  private struct NoiseBand {
    let low: Double
    let high: Double
    let attack: Double
    let decay: Double
  }

  /// Filtered noise under (1 − e^(−t / attack)) · e^(−t / decay).
  private func addNoise(
    to samples: UnsafeMutableBufferPointer<Float>, start: Double, rate: Double, band: NoiseBand,
    key: RandomKey
  ) {
    let range = span(samples.count, start, rate)
    let begin = start + Double(range.lowerBound) / rate
    var generator = key.adding("noise").adding(delay.bitPattern).generator()
    var (upper, second) = (OnePole(cutoff: band.high, rate: rate), OnePole(cutoff: band.high, rate: rate))
    var lower = OnePole(cutoff: band.low, rate: rate)
    // White noise of the same strength in each Hz at every rate, as wide as the band at the amplitude asked for.
    let width = max(1, min(band.high, rate / 2) - band.low)
    let strength = amplitude * (rate / 2 / width).squareRoot()
    var envelope = Float(strength * exp(-begin / band.decay))
    var contact = Float(exp(-begin / band.attack))
    let (fall, release) = (Float(exp(-1 / (band.decay * rate))), Float(exp(-1 / (band.attack * rate))))
    for index in range {
      let noise = lower.high(second.low(upper.low(generator.noise())))
      samples[index] += noise * envelope * (1 - contact)
      envelope *= fall
      contact *= release
    }
  }

  private struct Glide {
    let from: Double
    let to: Double
    let duration: Double
    let harmonics: Int
  }

  /// Harmonics of a gliding tone, each half as strong as the one before, under a half sine.
  ///
  /// sin(nθ) = 2 · cos θ · sin((n − 1)θ) − sin((n − 2)θ), so one sine and one cosine do for all of them.
  private func addGlide(
    to samples: UnsafeMutableBufferPointer<Float>, start: Double, rate: Double, glide: Glide
  ) {
    let slope = (glide.to - glide.from) / glide.duration
    let audible = Int(rate * 0.45 / max(glide.from, glide.to))
    for index in span(samples.count, start, rate) {
      let time = start + Double(index) / rate
      let angle = 2 * Double.pi * (glide.from + slope * time / 2) * time
      let twice = 2 * cos(angle)
      var (before, current) = (0.0, sin(angle))
      var (sum, weight) = (0.0, 1.0)
      for _ in 0..<min(glide.harmonics, audible) {
        sum += weight * current
        weight /= 2
        (before, current) = (current, twice * current - before)
      }
      samples[index] += Float(amplitude * sum * sin(Double.pi * time / glide.duration))
    }
  }
}
