import Basis
import Features
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Finding shared content")
struct FingerprintIndexTests {
  private static let length = 24_000

  /// An index of eight sounds that have nothing in common, and their ids.
  private static let library: (index: FingerprintIndex, sounds: [Sound]) = {
    let sounds = (0..<8).map { Sound(RandomKey(seed: 5).adding($0)) }
    var index = FingerprintIndex()
    for (number, sound) in sounds.enumerated() {
      index.add(id: 100 + number, Fingerprint(sound.samples(length)))
    }
    return (index, sounds)
  }()

  private func expect(_ copy: [Float], isOnly number: Int, shift: Double, inverted: Bool = false) {
    let matches = FingerprintIndexTests.library.index.matches(of: Fingerprint(copy))
    #expect(matches.map(\.id) == [100 + number])
    guard let match = matches.first else { return }
    #expect(abs(Double(match.shift) - shift) <= 4)
    #expect(match.isInverted == inverted)
    #expect(match.score > 0.8 && match.score <= 1)
    #expect(match.start >= 0 && match.length >= 1792 && match.start + match.length <= copy.count + 128)
  }

  @Test("a copy is found whole, with a score of 1", arguments: 0..<8)
  func identical(_ number: Int) throws {
    let (index, sounds) = FingerprintIndexTests.library
    let samples = sounds[number].samples(FingerprintIndexTests.length)
    let match = try #require(index.matches(of: Fingerprint(samples)).first)
    #expect(match.id == 100 + number && match.shift == 0 && match.score == 1)
    #expect(match.length > FingerprintIndexTests.length - 2 * 4096)
  }

  @Test(
    "copies at another phase of the sampling, gain and polarity, with noise 20 dB below, are found",
    arguments: 0..<8)
  func degraded(_ number: Int) {
    let key = RandomKey(seed: 6).adding(number)
    var generator = key.generator()
    let sound = FingerprintIndexTests.library.sounds[number]
    let start = generator.number(in: 0...12_000)
    let gain = Float(pow(10, generator.number(in: -2...0.5)))
    let sign: Float = generator.chance(0.5) ? 1 : -1
    let samples = sound.samples(8000, from: start)
    let copy = Sound.noisy(samples, snrDB: 20, key.adding("noise")).map { $0 * gain * sign }
    expect(copy, isOnly: number, shift: start, inverted: sign < 0)
  }

  @Test("300 ms that stand somewhere in another recording are enough", arguments: 0..<8)
  func partial(_ number: Int) {
    let key = RandomKey(seed: 7).adding(number)
    var generator = key.generator()
    let sound = FingerprintIndexTests.library.sounds[number]
    let (from, at) = (generator.number(in: 0...19_000), generator.integer(in: 0...10_000))
    var copy = Sound.hiss(16_000, key.adding("around"))
    for (index, sample) in sound.samples(4800, from: from).enumerated() { copy[at + index] = sample }
    expect(copy, isOnly: number, shift: from - Double(at))
  }

  @Test("a copy that lost everything above 1500 Hz is found", arguments: 0..<3)
  func lowPassed(_ number: Int) {
    let samples = FingerprintIndexTests.library.sounds[number].samples(FingerprintIndexTests.length)
    // A moving average twice: zeros at multiples of 2 kHz.
    var copy = samples
    for _ in 0..<2 { copy = copy.indices.map { copy[max(0, $0 - 7)...$0].reduce(0, +) / 8 } }
    expect(copy, isOnly: number, shift: -7)
  }

  @Test("unrelated noise, silence, tones and hum tie nothing together")
  func unrelated() {
    let count = 32_000
    var recordings: [[Float]] = (0..<6).map { Sound.hiss(count, RandomKey(seed: 8).adding($0)) }
    for number in 0..<4 {
      let hiss = Sound.hiss(count, RandomKey(seed: 9).adding(number))
      // The same beep, hum with its harmonics, and chord, each in several recordings with a little hiss of their own.
      for tones in [[1000.0], [50, 100, 150, 300, 350, 400, 450], [440, 554.37, 659.26]] {
        recordings.append(
          (0..<count).map { index in
            let time = Double(index + 777 * number) / 16_000
            return Float(tones.reduce(0) { $0 + 0.2 * sin(6.283185307179586 * $1 * time) }) + hiss[index] / 50
          })
      }
      recordings.append([Float](repeating: 0, count: count))
      recordings.append([Float](repeating: 0.25, count: count))
      recordings.append((0..<count).map { $0 < 9000 + number ? 0 : hiss[$0] })
    }
    let fingerprints = recordings.map { Fingerprint($0) }
    #expect(FingerprintIndex.overlaps(among: fingerprints).isEmpty)
  }

  @Test("beeps that come and go alike in two recordings are not shared content")
  func beeps() {
    let recordings = (0..<2).map { number in
      let hiss = Sound.hiss(32_000, RandomKey(seed: 10).adding(number))
      return (0..<32_000).map { index -> Float in
        let sounding = index % 8000 < 4000
        return (sounding ? Float(0.3 * sin(6.283185307179586 * 2048 / 16_000 * Double(index) / 3)) : 0)
          + hiss[index] / 20
      }
    }
    #expect(FingerprintIndex.overlaps(among: recordings.map { Fingerprint($0) }).isEmpty)
  }

  @Test("overlaps name each pair once, the same for any number of jobs", arguments: [1, 2, 7])
  func pairs(jobs: Int) throws {
    let sound = FingerprintIndexTests.library.sounds[0]
    let other = FingerprintIndexTests.library.sounds[1]
    let fingerprints = [
      Fingerprint(sound.samples(16_000)), Fingerprint(other.samples(16_000)),
      Fingerprint(sound.samples(16_000, from: 8000)), Fingerprint(other.samples(9000, from: 3000.5)),
    ]
    let overlaps = FingerprintIndex.overlaps(among: fingerprints, jobs: jobs)
    #expect(overlaps.map(\.first) == [0, 1])
    #expect(overlaps.map(\.overlap.id) == [2, 3])
    #expect(try abs(#require(overlaps.first).overlap.shift + 8000) <= 4)
  }

  @Test("what an index finds is what trying every shift finds", arguments: 0..<6)
  func naiveTwin(_ draw: Int) throws {
    let key = RandomKey(seed: 11).adding(draw)
    var generator = key.generator()
    let sound = Sound(key.adding("sound"))
    let start = generator.number(in: 0...3000)
    let one = Sound.noisy(sound.samples(6000), snrDB: 25, key.adding(1))
    let other = Sound.noisy(sound.samples(6000, from: start), snrDB: 25, key.adding(2))
    let (signs, others) = (Fingerprint(one).signs, Fingerprint(other).signs)
    // The shift with the fewest differing signs over the part that both have.
    var best = (rate: 1.0, shift: 0)
    for shift in -1500...100 {
      let rate = errorRate(signs, others, shift)
      if rate < best.rate { best = (rate, shift) }
    }
    var index = FingerprintIndex()
    index.add(id: 1, Fingerprint(other))
    let match = try #require(index.matches(of: Fingerprint(one)).first)
    #expect(abs(match.shift / 2 - best.shift) <= 1)
  }

  private func errorRate(_ signs: [Bool], _ others: [Bool], _ shift: Int) -> Double {
    let range = max(0, -shift)..<min(signs.count, others.count - shift)
    var errors = 0
    for index in range where signs[index] != others[index + shift] { errors += 1 }
    return Double(errors) / Double(range.count)
  }
}
