import Acoustics
import Basis
import Synthesis

/// Rounds of one gun over noise, at 16 kHz, with nothing else around but a short tail.
package struct FiredRounds {
  package let samples: [Float]
  package let onsets: [Int]

  /// - Parameters:
  ///   - onsets: where they begin.
  ///   - snrDB: dB of the loudest round's peak over the noise's effective value.
  ///   - key: names the gun, the place, the noise.
  package init(onsets: [Int], length: Int, snrDB: Double, key: RandomKey) {
    var generator = key.adding("gun").generator()
    let gun = FiredRounds.gun(&generator)
    var sound = [Float](repeating: 0, count: length)
    for onset in onsets {
      let gain = Decibels.amplitude(generator.number(in: -1...1))
      FiredRounds.add(gun, at: onset, gain: gain, key: key.adding(onset), to: &sound)
    }
    let peak = sound.reduce(0) { max($0, $1.magnitude) }
    let noise = Float(Decibels.amplitude(-snrDB))
    var hiss = key.adding("noise").generator()
    samples = sound.map { 0.8 * ($0 / peak + noise * Float(hiss.gaussian())) }
    self.onsets = onsets
  }

  /// A burst of a rate in rounds a second, its periods off by up to 1.5 %.
  package static func burst(rate: Double, rounds: Int, snrDB: Double, key: RandomKey) -> FiredRounds {
    var generator = key.adding("burst").generator()
    var time = generator.number(in: 8000...16_000)
    var onsets: [Int] = []
    for _ in 0..<rounds {
      onsets.append(Int(time))
      time += Double(Sampling.rate) / rate * (1 + generator.number(in: -0.015...0.015))
    }
    return FiredRounds(onsets: onsets, length: Int(time) + 16_000, snrDB: snrDB, key: key)
  }

  private static func gun(_ generator: inout KeyedGenerator) -> GunSound {
    GunSound(
      firearm: Firearm.catalogue[generator.below(Firearm.catalogue.count)],
      // Beside the muzzle no crack is heard; behind it the blast is dull.
      geometry: ShotGeometry(
        distance: generator.number(in: 5...60), angle: generator.number(in: 95...180), target: 100,
        gunHeight: 1.4, sensorHeight: generator.number(in: 1...4)),
      air: Atmosphere(), groundReflection: generator.number(in: 0.25...0.85),
      turbulence: generator.number(in: 0.15...0.45), turbulenceDecay: generator.number(in: 0.01...0.03),
      bolt: generator.number(in: 0...0.03))
  }

  private static func add(
    _ gun: GunSound, at onset: Int, gain: Double, key: RandomKey, to samples: inout [Float]
  ) {
    samples.withUnsafeMutableBufferPointer { buffer in
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[(onset - 1)...])
      for element in gun.elements {
        var louder = element
        louder.amplitude *= gain
        louder.add(to: rest, start: -1 / Double(Sampling.rate), rate: Double(Sampling.rate), key: key)
      }
    }
  }
}
