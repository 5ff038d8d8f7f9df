import Acoustics
import Basis
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Rooms")
struct RoomResponseTests {
  private let rate = 16_000.0

  private func drawn(_ draw: Int) -> RoomResponse {
    var generator = RandomKey(seed: 71).adding(draw).generator()
    let size = SIMD3(
      generator.number(in: 3...30), generator.number(in: 3...20), generator.number(in: 2.3...9))
    func place() -> SIMD3<Double> {
      size * SIMD3(generator.unit(), generator.unit(), generator.unit())
    }
    let low = generator.number(in: 0.3...2)
    return RoomResponse(
      size: size, source: place(), microphone: place(), lowDecay: low,
      highDecay: low * generator.number(in: 0.4...1), seed: generator.next())
  }

  @Test("the direct sound is sample 0, alone until the first reflection, which has its delay and its level")
  func firstReflection() {
    // The floor is nearest: 1.2 m below both, 8 m apart; every other wall is further away.
    let room = RoomResponse(
      size: [40, 30, 20], source: [10, 15, 1.2], microphone: [18, 15, 1.2], lowDecay: 1.5, highDecay: 1.5,
      seed: 1)
    let response = room.taps(length: 4096, rate: rate)
    let path = hypot(8.0, 2.4)
    let delay = (path - 8) / RoomResponse.speedOfSound * rate
    let kept = exp(-0.161 * 24_000 / (2 * (1200 + 600 + 800) * 1.5) / 2)
    let expected = 8 / path * kept
    #expect(abs(response[0] - 1) < 0.01)
    let around = Int(delay) - 8...Int(delay) + 9
    let sum = around.reduce(0.0) { $0 + Double(response[$1]) }
    let centre = around.reduce(0.0) { $0 + Double($1) * Double(response[$1]) } / sum
    #expect(abs(sum - expected) < 0.05)
    #expect(abs(centre - delay) < 0.5)
  }

  @Test("the decay is that asked for within 10 %, low and high, on average over seeds", arguments: 0..<12)
  func decay(_ draw: Int) {
    var room = drawn(draw)
    room.highDecay = room.lowDecay * 0.6
    let from = Int(0.002 * rate * (room.size.x * room.size.y * room.size.z).squareRoot()) + 1
    var (low, high) = (0.0, 0.0)
    for seed in 0..<8 {
      room.seed = UInt64(seed)
      let response = room.taps(length: 1 << 15, rate: rate)
      low += Schroeder.decay(response, around: 180, from: from, rate: rate) / 8
      high += Schroeder.decay(response, around: 5300, from: from, rate: rate) / 8
    }
    #expect(abs(low / room.lowDecay - 1) < 0.1)
    #expect(abs(high / room.highDecay - 1) < 0.1)
  }

  @Test("the tail goes on where the reflections end: the power meets within 4 dB on average")
  func joint() {
    var differences: [Double] = []
    for draw in 0..<40 {
      let room = drawn(draw)
      let response = room.taps(length: 8192, rate: rate)
      let joint = Int(0.002 * rate * (room.size.x * room.size.y * room.size.z).squareRoot())
      let width = joint / 3
      response.withUnsafeBufferPointer {
        let before = SignalPower.meanSquare($0, in: (joint - width)..<joint)
        let after = SignalPower.meanSquare($0, in: (joint + 1)..<(joint + width))
        differences.append(Decibels.ofPower(after / before))
      }
    }
    let mean = differences.reduce(0, +) / 40
    #expect(abs(mean) < 4)
  }

  @Test("the same room has the same response on any thread, another seed another tail")
  func deterministic() {
    let rooms = (0..<16).map { drawn($0) }
    let alone = rooms.map { $0.taps(length: 4096, rate: rate) }
    #expect(Parallel.map(16, jobs: 4) { rooms[$0].taps(length: 4096, rate: 16_000) } == alone)
    var other = rooms[0]
    other.seed += 1
    #expect(other.taps(length: 4096, rate: rate) != alone[0])
  }

  @Test("whatever is asked for, the response is finite and begins with the direct sound", arguments: 0..<40)
  func extremes(_ draw: Int) {
    var generator = RandomKey(seed: 72).adding(draw).generator()
    let numbers = [-1, 0, 0.01, 1, 5, 60, 1e9]
    func number() -> Double { numbers[generator.below(numbers.count)] }
    let room = RoomResponse(
      size: [number(), number(), number()], source: [number(), number(), number()],
      microphone: [number(), number(), number()], lowDecay: number(), highDecay: number(), seed: 3)
    for length in [0, 1, 2, 100, 4096] {
      let response = room.taps(length: length, rate: rate)
      #expect(response.count == length)
      #expect(response.allSatisfy { $0.isFinite && abs($0) < 1e6 })
    }
  }

  @Test("Sabine's formula")
  func sabine() {
    #expect(abs(RoomResponse.decay(size: [10, 8, 3], absorption: 0.2) - 0.161 * 240 / (268 * 0.2)) < 1e-9)
  }
}
