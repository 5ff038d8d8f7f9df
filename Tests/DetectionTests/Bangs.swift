import Basis
import Detection

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

  var candidates: [Candidate] { Bangs.candidates(of: samples) }

  static func candidates(of samples: [Float]) -> [Candidate] {
    var scanner = CandidateScanner()
    scanner.append(samples)
    return scanner.finish()
  }

  /// Tones of 3 ms that begin at once, in noise.
  static func clickSamples(seed: UInt64) -> [Float] {
    var generator = RandomKey(seed: seed).adding(77).generator()
    var samples = (0..<9 * 16_000).map { _ in Float(0.003 * generator.gaussian()) }
    for onset in stride(from: 9000, to: samples.count - 4000, by: 11_000) {
      let pitch = 0.5 + 0.4 * generator.unit()
      for index in 0..<48 { samples[onset + index] += Float(index % 2 == 0 ? 0.2 * pitch : -0.2 * pitch) }
    }
    return samples
  }

  static func clicks(seed: UInt64) -> [Candidate] { candidates(of: clickSamples(seed: seed)) }

  /// Recordings with bangs, and as many with clicks.
  static func taught(_ seeds: ClosedRange<UInt64>) -> [TaughtRecording] {
    seeds.flatMap { seed in
      let bangs = Bangs(seed: seed, seconds: 9)
      return [
        TaughtRecording(
          candidates: bangs.candidates, length: bangs.samples.count, onsets: bangs.onsets,
          source: Int(seed) * 2),
        TaughtRecording(
          candidates: clicks(seed: seed), length: 9 * 16_000, onsets: [], lesson: .others,
          source: Int(seed) * 2 + 1, collection: 1),
      ]
    }
  }

  static func training(jobs: Int) -> CandidateTraining {
    var training = CandidateTraining()
    (training.nTrees, training.nNetworks, training.networkSteps) = (20, 1, 60)
    training.jobs = jobs
    return training
  }
}
