import Basis

/// Noise with a bang every 1.7 s, each followed after 150 ms by a duller one that is as loud.
struct Bangs {
  let samples: [Float]
  let onsets: [Int]

  init(seed: UInt64, seconds: Int) {
    var generator = RandomKey(seed: seed).generator()
    let count = seconds * 16_000
    var samples = (0..<count).map { _ in Float(0.003 * generator.gaussian()) }
    var onsets: [Int] = []
    for onset in stride(from: 8003, to: count - 4000, by: 27_200) {
      onsets.append(onset)
      let noise = (0..<800).map { Float(generator.gaussian()) * Float(0.2 * (1 - Double($0) / 800)) }
      for (index, value) in noise.enumerated() {
        samples[onset + index] += value * (index < 64 ? 1 : 0.2)
        let before = index > 0 ? noise[index - 1] : 0
        samples[onset + 2400 + index] += 0.7 * (value + before) * (index < 64 ? 1 : 0.2)
      }
    }
    self.samples = samples
    self.onsets = onsets
  }
}
