import Annotator
import Basis
import Screen
import Testing

@Suite("The ruler") struct RulerTests {
  @Test("Labels stand at round numbers, and never touch each other", arguments: 0..<300)
  func steps(number: Int) throws {
    var random = RandomKey(seed: 4).adding(number).generator()
    let start = random.below(1 << (1 + number % 31))
    let axis = TimeAxis(
      start..<start + 1 + random.below(1 << (1 + number % 34)), columns: 27 + random.below(250))
    let scale = try #require(RulerScale(axis))
    let width = scale.text(axis.range.upperBound).unicodeScalars.count
    #expect(Double(scale.step) / axis.samplesPerColumn > Double(width + 1))
    // One step finer they would.
    if scale.step > 1 { #expect(Double(scale.step) / axis.samplesPerColumn < Double(width + 4) * 3.1) }
    let second = Sampling.rate
    let unit =
      scale.step >= 3600 * second
      ? 3600 * second
      : scale.step >= 60 * second
        ? 60 * second
        : scale.step >= second ? second : scale.step >= 16 ? 16 : 1
    #expect(scale.step % unit == 0)
    var digit = scale.step / unit
    while digit % 10 == 0 { digit /= 10 }
    #expect([1, 2, 5].contains(digit))
  }

  @Test("Times are written as finely as their steps need")
  func texts() throws {
    func texts(_ range: Range<Int>, _ columns: Int, _ sample: Int) throws -> String {
      try #require(RulerScale(TimeAxis(range, columns: columns))).text(sample)
    }
    #expect(try texts(0..<576_000_000, 100, 57_600_000) == "1:00:00")
    #expect(try texts(0..<160_000, 60, 32_000) == "0:02")
    #expect(try texts(0..<16_000, 100, 3200) == "0:00.2")
    #expect(try texts(0..<1600, 100, 320) == "0:00.02")
    #expect(try texts(0..<256, 100, 32) == "0:00.002")
    #expect(try texts(0..<40, 100, 10) == "#10")
  }
}
