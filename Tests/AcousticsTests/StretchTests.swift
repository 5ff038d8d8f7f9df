import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Stretch and pitch")
struct StretchTests {
  /// Faint noise into which shots fall: noise that begins with a peak of 1 and dies away.
  private func shots(_ onsets: [Int], _ key: RandomKey) -> [Float] {
    var samples = Drawn.noise(4096, key).map { $0 * 0.001 }
    let bursts = Drawn.noise(4096, key.adding("bursts"))
    for onset in onsets {
      for index in onset..<4096 { samples[index] += bursts[index] * 0.3 * expf(Float(onset - index) / 250) }
      samples[onset] = 1
    }
    return samples
  }

  private func sine(_ frequency: Double, count: Int) -> [Float] {
    (0..<count).map { Float(0.5 * sin(2 * Double.pi * frequency * Double($0) / 16_000)) }
  }

  /// Hz by the zero crossings of the middle half.
  private func pitch(_ samples: [Float]) -> Double {
    let middle = samples[(samples.count / 4)..<(samples.count * 3 / 4)]
    let crossings = zip(middle, middle.dropFirst()).filter { ($0 < 0) != ($1 < 0) }.count
    return Double(crossings) / 2 / (Double(middle.count) / 16_000)
  }

  private let ratios = [0.7, 0.83, 0.95, 1.05, 1.21, 1.5]

  @Test("lengths are exact and named onsets lie to the sample, nothing loud before them", arguments: 0..<30)
  func onsets(_ draw: Int) throws {
    var generator = RandomKey(seed: 41).adding(draw).generator()
    let first = generator.integer(in: 1...2000)
    let onsets = [first + generator.integer(in: 500...2000), first]
    let samples = shots(onsets, RandomKey(seed: 42).adding(draw))
    let ratio = ratios[draw % ratios.count]
    let output = Stretch.stretched(samples, ratio: ratio, onsets: onsets)
    #expect(output.count == Int((4096 * ratio).rounded()))
    for onset in onsets {
      let place = Stretch.place(of: onset, ratio: ratio)
      let around = max(0, place - 200)..<min(output.count, place + 200)
      #expect(around.max { abs(output[$0]) < abs(output[$1]) } == place)
    }
    let quiet = output[..<Stretch.place(of: first, ratio: ratio)]
    #expect(quiet.allSatisfy { abs($0) < 0.01 })
  }

  @Test("a shift keeps length and onsets, within a sample", arguments: 0..<30)
  func shiftedOnsets(_ draw: Int) {
    var generator = RandomKey(seed: 43).adding(draw).generator()
    let onset = generator.integer(in: 1...3000)
    let samples = shots([onset], RandomKey(seed: 44).adding(draw))
    let semitones = generator.number(in: -5...5)
    let output = Stretch.shifted(samples, semitones: semitones, onsets: [onset])
    #expect(output.count == 4096)
    let peak = output.indices.max { abs(output[$0]) < abs(output[$1]) } ?? 0
    #expect(abs(peak - onset) <= 1)
    #expect(output[..<max(0, onset - 40)].allSatisfy { abs($0) < 0.02 })
  }

  @Test(
    "a stretched tone keeps its pitch, a shifted one moves by the semitones", arguments: [600.0, 1000, 2000])
  func tones(_ frequency: Double) {
    let tone = sine(frequency, count: 16_384)
    for ratio in ratios {
      #expect(abs(pitch(Stretch.stretched(tone, ratio: ratio)) / frequency - 1) < 0.02, "\(ratio)")
    }
    for semitones in [-7, -3.5, -1, 0.5, 2, 6.0] {
      let expected = frequency * pow(2, semitones / 12)
      #expect(abs(pitch(Stretch.shifted(tone, semitones: semitones)) / expected - 1) < 0.02, "\(semitones)")
    }
  }

  @Test("noise loses at most 3 dB: independent phases add up like powers")
  func power() {
    let noise = GaussianNoise.samples(4096, seed: 4).map { $0 * 0.1 }
    func level(_ samples: [Float]) -> Double {
      samples.withUnsafeBufferPointer { Decibels.ofAmplitude(SignalPower.rootMeanSquare($0)) }
    }
    for ratio in ratios {
      let gain = level(Stretch.stretched(noise, ratio: ratio)) - level(noise)
      #expect(gain < 0.5 && gain > -3.2, "\(ratio)")
    }
  }

  @Test("nothing to do changes nothing; silence stays silence; full scale stays finite")
  func extremes() {
    let samples = Drawn.noise(1000, RandomKey(seed: 45))
    #expect(Stretch.stretched(samples, ratio: 1) == samples)
    #expect(Stretch.shifted(samples, semitones: 0) == samples)
    let silence = [Float](repeating: 0, count: 4096)
    #expect(Stretch.stretched(silence, ratio: 1.1, onsets: [7]).allSatisfy { $0 == 0 })
    #expect(Stretch.shifted(silence, semitones: 3).allSatisfy { $0 == 0 })
    let loud = samples.map { $0 < 0 ? Float(-1) : 1 }
    #expect(Stretch.stretched(loud, ratio: 0.9).allSatisfy { $0.isFinite })
  }

  @Test(
    "any length, onset and ratio gives the length asked for", arguments: [0, 1, 2, 3, 17, 255, 256, 1000])
  func lengths(_ count: Int) {
    let samples = Drawn.noise(count, RandomKey(seed: 46))
    for ratio in [-1, 0.25, 0.9, 1.1, 4, 1e9] {
      let output = Stretch.stretched(samples, ratio: ratio, onsets: [-5, 0, 1, 2, 3, 500, 500, 9999])
      #expect(output.count == Stretch.place(of: count, ratio: ratio))
      #expect(output.allSatisfy { $0.isFinite })
    }
    for semitones in [-100, -24, 24, 100.0] {
      #expect(Stretch.shifted(samples, semitones: semitones).count == count)
    }
  }

  @Test("the same bytes on any thread, whatever was stretched before")
  func deterministic() {
    let sounds = (0..<12).map { shots([100 * $0 + 50], RandomKey(seed: 47).adding($0)) }
    let stretched = { @Sendable (index: Int) in
      Stretch.stretched(sounds[index], ratio: 0.8 + 0.05 * Double(index), onsets: [100 * index + 50])
    }
    let alone = sounds.indices.map(stretched)
    let backwards = sounds.indices.reversed().map(stretched)
    #expect(alone == backwards.reversed())
    #expect(alone == Parallel.map(sounds.count, jobs: 4, stretched))
  }
}
