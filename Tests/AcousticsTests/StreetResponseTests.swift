import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Streets")
struct StreetResponseTests {
  private let rate = 16_000.0

  private func street(_ draw: Int) -> StreetResponse {
    var generator = RandomKey(seed: 81).adding(draw).generator()
    let low = generator.number(in: 0.4...2)
    return StreetResponse(
      width: generator.number(in: 8...40), distance: generator.number(in: 5...300), source: generator.unit(),
      microphone: generator.unit(), microphoneHeight: generator.number(in: 1...12),
      facadeLoss: generator.number(in: 0.5...4), facadeDulling: generator.number(in: 0...4),
      groundReflection: generator.number(in: 0...0.9), tailLevel: generator.number(in: -20...0),
      lowDecay: low,
      highDecay: low * 0.6, seed: generator.next())
  }

  @Test("a façade answers at its delay with its level, and twice the width later with two losses more")
  func facades() {
    let street = StreetResponse(
      width: 20, distance: 30, source: 0.5, microphone: 0.5, sourceHeight: 2, microphoneHeight: 2,
      facadeLoss: 3,
      facadeDulling: 0, groundReflection: 0, tailLevel: -200, lowDecay: 1, highDecay: 1, seed: 1)
    let response = street.taps(length: 4096, rate: rate)
    #expect(abs(response[0] - 1) < 1e-3)
    // In the middle both façades answer at once: images 20, 40, 60 m to each side.
    for order in 1...3 {
      let path = hypot(30, 20 * Double(order))
      let delay = (path - 30) / Atmosphere().speedOfSound * rate
      let place = Int(delay.rounded())
      let sum = (place - 8...place + 8).reduce(0.0) { $0 + Double(response[$1]) }
      let air = Atmosphere().absorption(at: 250) * (path - 30)
      let expected = 2 * 30 / path * pow(10, -(3 * Double(order) + air) / 20)
      #expect(abs(sum - expected) < 0.05, "order \(order)")
      let peak = (place - 30...place + 30).max { abs(response[$0]) < abs(response[$1]) }
      #expect(abs((peak ?? 0) - place) <= 1)
    }
  }

  @Test("the ground answers with its reflection")
  func ground() {
    let street = StreetResponse(
      width: 200, distance: 10, source: 0.5, microphone: 0.5, sourceHeight: 4, microphoneHeight: 4,
      facadeLoss: 60,
      facadeDulling: 0, groundReflection: 0.7, tailLevel: -200, lowDecay: 1, highDecay: 1, seed: 1)
    let response = street.taps(length: 2000, rate: rate)
    let path = hypot(10.0, 8)
    let place = Int(((path - 10) / Atmosphere().speedOfSound * rate).rounded())
    let sum = (place - 12...place + 12).reduce(0.0) { $0 + Double(response[$1]) }
    #expect(abs(sum - 0.7 * 10 / path) < 0.03)
  }

  @Test(
    "the tail decays as asked for within 10 %, low and high, with the energy asked for", arguments: 0..<12)
  func tail(_ draw: Int) {
    var street = street(draw)
    // With façades that give nothing back, what comes after the direct sound is the tail.
    (street.facadeLoss, street.groundReflection, street.tailLevel) = (200, 0, 0)
    let decay = street.lowDecay
    var (low, high, energy) = (0.0, 0.0, 0.0)
    for seed in 0..<8 {
      (street.seed, street.highDecay) = (UInt64(seed), 0.6 * decay)
      let response = street.taps(length: 1 << 15, rate: rate)
      let start = response.indices.dropFirst(40).first { abs(response[$0]) > 1e-5 } ?? 40
      low += Schroeder.decay(response, around: 180, from: start, rate: rate) / 8
      high += Schroeder.decay(response, around: 5300, from: start, rate: rate) / 8
      street.highDecay = decay
      let whole = street.taps(length: 1 << 16, rate: rate)
      energy += whole.dropFirst().reduce(0.0) { $0 + Double($1 * $1) } / 8
    }
    #expect(abs(low / decay - 1) < 0.1)
    #expect(abs(high / (0.6 * decay) - 1) < 0.1)
    #expect(abs(Decibels.ofPower(energy)) < 0.3)
  }

  @Test("the same street has the same response on any thread, another seed another tail")
  func deterministic() {
    let streets = (0..<16).map { street($0) }
    let alone = streets.map { $0.taps(length: 4096, rate: rate) }
    #expect(Parallel.map(16, jobs: 4) { streets[$0].taps(length: 4096, rate: 16_000) } == alone)
    var other = streets[0]
    other.seed += 1
    #expect(other.taps(length: 4096, rate: rate) != alone[0])
  }

  @Test("whatever is asked for, the response is finite", arguments: 0..<40)
  func extremes(_ draw: Int) {
    var generator = RandomKey(seed: 82).adding(draw).generator()
    let numbers = [-1, 0, 0.01, 1, 5, 60, 1e6]
    func number() -> Double { numbers[generator.below(numbers.count)] }
    let street = StreetResponse(
      width: number(), distance: number(), source: number(), microphone: number(), sourceHeight: number(),
      microphoneHeight: number(), facadeLoss: number(), facadeDulling: number(), groundReflection: number(),
      tailLevel: -6, lowDecay: number(), highDecay: number(), seed: 5)
    for length in [0, 1, 2, 100, 4096] {
      let response = street.taps(length: length, rate: rate)
      #expect(response.count == length)
      #expect(response.allSatisfy { $0.isFinite && abs($0) < 1000 })
    }
  }
}
