import Acoustics
import Basis
import Testing

@Suite("Biquads")
struct BiquadCascadeTests {
  private let rate = 16_000.0

  private func filtered(_ samples: [Float], _ cascade: BiquadCascade) -> [Float] {
    var samples = samples
    samples.withUnsafeMutableBufferPointer { cascade.filter($0) }
    return samples
  }

  @Test("the measured response is the one that the coefficients say, within 0.1 dB", arguments: 0..<120)
  func response(_ draw: Int) {
    let cascade = DrawnFilter.make(RandomKey(seed: 21).adding(draw))
    let impulse = filtered(Drawn.impulse(1 << 15), cascade)
    for frequency in [31.0, 125, 400, 1000, 2500, 5000, 7800] {
      let expected = cascade.response(at: frequency, rate: rate)
      guard expected > -80 else { continue }
      let found = MeasuredResponse.decibels(impulse, at: frequency, rate: rate)
      #expect(abs(found - expected) < 0.1, "\(frequency) Hz of \(cascade)")
    }
  }

  @Test("equals the recursion written out", arguments: 0..<60)
  func twin(_ draw: Int) {
    let key = RandomKey(seed: 22).adding(draw)
    let cascade = DrawnFilter.make(key)
    let samples = Drawn.noise(draw * 37, key.adding("samples"))
    var expected = samples.map { Double($0) }
    for section in cascade.sections {
      var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
      for index in expected.indices {
        let x = expected[index]
        let y = section.b0 * x + section.b1 * x1 + section.b2 * x2 - section.a1 * y1 - section.a2 * y2
        (x1, x2, y1, y2) = (x, x1, y, y1)
        expected[index] = y
      }
    }
    let largest = expected.map(\.magnitude).max() ?? 0
    let worst = zip(filtered(samples, cascade), expected).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(worst <= 1e-6 * max(1, largest))
  }

  @Test("a signal in pieces comes out as in one", arguments: 0..<40)
  func pieces(_ draw: Int) {
    let key = RandomKey(seed: 23).adding(draw)
    let cascade = DrawnFilter.make(key)
    let samples = Drawn.noise(1500, key.adding("samples"))
    var generator = key.adding("pieces").generator()
    var state = BiquadState(cascade)
    var pieces: [Float] = []
    while pieces.count < samples.count {
      let end = min(samples.count, pieces.count + generator.integer(in: 1...700))
      var piece = Array(samples[pieces.count..<end])
      piece.withUnsafeMutableBufferPointer { state.filter($0) }
      pieces += piece
    }
    #expect(pieces == filtered(samples, cascade))
  }

  @Test(
    "every filter is stable, also where the frequency or the sharpness is out of range", arguments: 0..<300)
  func stability(_ draw: Int) {
    var generator = RandomKey(seed: 24).adding(draw).generator()
    let frequency = [-5, 0, 0.01, 4000, 7999, 8000, 20_000, 1e300][generator.below(8)]
    let q = [-1, 0, 0.1, 1, 100][generator.below(5)]
    let gain = generator.number(in: -60...60)
    let slope = generator.number(in: -1...3)
    let order = generator.integer(in: -2...14)
    for cascade in [
      Butterworth.lowPass(order: order, cutoff: frequency, rate: rate),
      Butterworth.highPass(order: order, cutoff: frequency, rate: rate),
      BiquadCascade([.lowPass(cutoff: frequency, q: q, rate: rate)]),
      BiquadCascade([.highPass(cutoff: frequency, q: q, rate: rate)]),
      BiquadCascade([.bandPass(center: frequency, q: q, rate: rate)]),
      BiquadCascade([.lowShelf(frequency: frequency, gainDB: gain, slope: slope, rate: rate)]),
      BiquadCascade([.highShelf(frequency: frequency, gainDB: gain, slope: slope, rate: rate)]),
    ] {
      #expect(cascade.isStable, "\(cascade)")
      let output = filtered(Drawn.noise(2000, RandomKey(seed: 25).adding(draw)), cascade)
      #expect(output.allSatisfy { $0.isFinite && abs($0) < 1e4 }, "\(cascade)")
    }
  }

  @Test("silence stays silence, and what was loud dies away to exactly nothing", arguments: 0..<40)
  func silence(_ draw: Int) {
    let cascade = DrawnFilter.make(RandomKey(seed: 26).adding(draw))
    #expect(filtered([Float](repeating: 0, count: 1000), cascade).allSatisfy { $0 == 0 })
    let loud = [Float](repeating: 1, count: 500) + [Float](repeating: 0, count: 200_000)
    #expect(filtered(loud, cascade).suffix(1000).allSatisfy { $0 == 0 })
  }

  @Test("no sections and no samples change nothing")
  func nothing() {
    #expect(filtered([1, 2, 3], BiquadCascade([])) == [1, 2, 3])
    #expect(filtered([], Butterworth.lowPass(order: 4, cutoff: 100, rate: rate)) == [])
  }
}
