import Basis
import Testing
import shotmark

@Suite("The progress line")
struct ProgressLineTests {
  private let line = ProgressLine(title: "Slicing", unit: "recordings", done: 51, total: 150, rate: 33.7)

  @Test("With room it shows bar, count, rate and time left")
  func wide() {
    #expect(
      line.text(width: 100) == "Slicing  [##########--------------------]  51/150 recordings  34/s  0:03 left"
    )
  }

  @Test("With less room it drops the bar, then the rate, the count, the time, the title")
  func narrower() {
    #expect(line.text(width: 50) == "Slicing  51/150 recordings  34/s  0:03 left")
    #expect(line.text(width: 40) == "Slicing  51/150 recordings  0:03 left")
    #expect(line.text(width: 28) == "Slicing  34%  0:03 left")
    #expect(line.text(width: 14) == "Slicing  34%")
    #expect(line.text(width: 5) == "34%")
    #expect(line.text(width: 2).isEmpty)
    #expect(line.text(width: 0).isEmpty)
  }

  @Test("Without a total there is a count")
  func open() {
    let open = ProgressLine(title: "Reading", unit: "files", done: 1234, total: nil, rate: 0.25)
    #expect(open.text(width: 80) == "Reading  1234 files  0.3/s")
    #expect(open.plain == "Reading: 1234 files, 0.3/s")
  }

  @Test("No line reaches the last column, whatever the figures")
  func drawn() {
    for trial in 0..<3000 {
      var generator = RandomKey(seed: 3).adding("line").adding(trial).generator()
      let sizes = [0, 1, 9, 150, 1_000_000, Int.max]
      let line = ProgressLine(
        title: "Rendering", unit: "chunks", done: sizes[generator.below(6)],
        total: generator.chance(0.2) ? nil : sizes[generator.below(6)],
        rate: [0, 1e-9, 0.04, 3, 1e6, 1e300, .infinity][generator.below(7)])
      let width = generator.below(120)
      #expect(line.text(width: width).count <= max(0, width - 1))
      #expect(!line.plain.contains("\n"))
    }
  }

  @Test("The pace is that of the last half minute")
  func pace() {
    var pace = Pace()
    #expect(pace.rate(done: 0, at: 0) == 0)
    for second in 1...60 { _ = pace.rate(done: 1000 * second, at: Double(second)) }
    var rate = 0.0
    for second in 61...120 { rate = pace.rate(done: 60_000 + (second - 60) * 10, at: Double(second)) }
    #expect(rate == 10)
  }
}
