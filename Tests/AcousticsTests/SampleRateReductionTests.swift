import Acoustics
import Basis
import Testing

@Suite("Slower sensors")
struct SampleRateReductionTests {
  private func reduced(_ samples: [Float], to sensorRate: Double) throws -> [Float] {
    let reduction = try #require(
      SampleRateReduction(sensorRate: sensorRate, rate: 16_000, length: samples.count))
    var samples = samples
    samples.withUnsafeMutableBufferPointer { reduction.apply(to: $0) }
    return samples
  }

  private func impulse(at place: Int) -> [Float] { (0..<4096).map { $0 == place ? 1 : 0 } }

  @Test(
    "everything below 0.45 of the sensor's rate passes, nothing from half of it on",
    arguments: [4000.0, 8000, 12_000])
  func bands(_ sensorRate: Double) throws {
    let response = try reduced(impulse(at: 2000), to: sensorRate)
    for step in 0...200 {
      let frequency = 8000 * Double(step) / 200
      let level = MeasuredResponse.decibels(response, at: frequency, rate: 16_000)
      if frequency <= 0.45 * sensorRate { #expect(abs(level) < 0.05, "\(frequency) Hz") }
      if frequency >= 0.5 * sensorRate { #expect(level < -60, "\(frequency) Hz") }
    }
  }

  @Test("an onset stays where it is", arguments: [8000.0, 12_000], [0, 1, 777, 4095])
  func onset(sensorRate: Double, place: Int) throws {
    let response = try reduced(impulse(at: place), to: sensorRate)
    #expect(response.indices.max { abs(response[$0]) < abs(response[$1]) } == place)
  }

  @Test("what the sensor would really record, read again, is the same", arguments: [8000.0])
  func decimated(_ sensorRate: Double) throws {
    // Every second sample of the band-limited signal, the others as zeros, twice as loud, and band-limited once more.
    let once = try reduced(Drawn.noise(4096, RandomKey(seed: 51)), to: sensorRate)
    let kept = once.enumerated().map { $0.offset.isMultiple(of: 2) ? 2 * $0.element : 0 }
    let again = try reduced(kept, to: sensorRate)
    // The transition band is passed twice: what differs lies in it alone.
    let (tone, twice) = (once[1000..<3000], again[1000..<3000])
    let difference = zip(tone, twice).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    let whole = tone.reduce(0.0) { $0 + Double($1 * $1) }
    #expect(Decibels.ofPower(difference / whole) < -13)
    for frequency in [500.0, 2000, 3400] {
      let first = MeasuredResponse.decibels(Array(tone), at: frequency, rate: 16_000)
      let second = MeasuredResponse.decibels(Array(twice), at: frequency, rate: 16_000)
      #expect(abs(first - second) < 0.5)
    }
  }

  @Test("a sensor as fast as the signal changes nothing; silence stays silence")
  func nothing() throws {
    let samples = Drawn.noise(500, RandomKey(seed: 52))
    #expect(try reduced(samples, to: 16_000) == samples)
    #expect(try reduced(samples, to: 48_000) == samples)
    #expect(try reduced([Float](repeating: 0, count: 500), to: 8000).allSatisfy { $0 == 0 })
    #expect(try reduced(samples, to: -1).allSatisfy { $0.isFinite })
  }
}
