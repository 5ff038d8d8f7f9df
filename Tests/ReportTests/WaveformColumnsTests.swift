import Basis
import Report
import Testing

@Suite("A waveform in columns")
struct WaveformColumnsTests {
  private static func drawn(_ draw: Int) -> (samples: [Float], columns: Int) {
    var generator = RandomKey(seed: 91).adding(draw).generator()
    let count = generator.integer(in: 1...(draw % 2 == 0 ? 40 : 3000))
    let samples = (0..<count).map { _ in Float(generator.number(in: -1.05...1.05)) }
    return (samples, generator.integer(in: 1...500))
  }

  @Test("each sample lies in one column, in order, and each column reaches its samples", arguments: 0..<60)
  func exact(_ draw: Int) throws {
    let (samples, count) = WaveformColumnsTests.drawn(draw)
    let waveform = WaveformColumns(samples, columns: count)
    let columns = waveform.columns()
    #expect(columns.count == count)
    var last = 0
    for (index, sample) in samples.enumerated() {
      let column = try #require(waveform.column(ofSample: index))
      #expect(column >= last && column < count)
      last = column
      #expect(columns[column].low <= sample && sample <= columns[column].high)
    }
    #expect(columns.map(\.high).max() == samples.max() && columns.map(\.low).min() == samples.min())
  }

  @Test("as the curve drawn sample by sample has it", arguments: 0..<30)
  func naiveTwin(_ draw: Int) {
    let (samples, count) = WaveformColumnsTests.drawn(draw)
    /// The curve at a place between 0 and 1.
    func curve(_ place: Double) -> Double {
      let position = min(max(place * Double(samples.count) - 0.5, 0), Double(samples.count - 1))
      let below = min(Int(position), max(0, samples.count - 2))
      let above = min(below + 1, samples.count - 1)
      return Double(samples[below])
        + Double(samples[above] - samples[below]) * (position - Double(below))
    }
    for (index, column) in WaveformColumns(samples, columns: count).columns().enumerated() {
      var places = [Double(index) / Double(count), Double(index + 1) / Double(count)]
      places += samples.indices.map { (Double($0) + 0.5) / Double(samples.count) }
        .filter { $0 > places[0] && $0 < places[1] }
      let values = places.map(curve)
      #expect(abs(Double(column.low) - (values.min() ?? 9)) < 1e-4)
      #expect(abs(Double(column.high) - (values.max() ?? 9)) < 1e-4)
    }
  }

  @Test("neighbours touch: there is no gap in the curve", arguments: 0..<20)
  func joined(_ draw: Int) {
    let (samples, count) = WaveformColumnsTests.drawn(draw)
    let columns = WaveformColumns(samples, columns: count).columns()
    for (left, right) in zip(columns, columns.dropFirst()) {
      #expect(left.low <= right.high && right.low <= left.high)
    }
  }

  @Test(
    "full scale is clipped, what is just below is not; where columns outnumber samples, all that show it are")
  func clipping() {
    let samples: [Float] = [0, 0.999, 32767.0 / 32768, 0, -1, 0]
    let one = WaveformColumns(samples, columns: 6).columns()
    #expect(one.map(\.isClippedHigh) == [false, false, true, false, false, false])
    #expect(one.map(\.isClippedLow) == [false, false, false, false, true, false])
    let wide = WaveformColumns(samples, columns: 60).columns()
    #expect(wide.indices.filter { wide[$0].isClippedHigh } == Array(20..<30))
    #expect(wide.indices.filter { wide[$0].isClippedLow } == Array(40..<50))
  }

  @Test("no samples, one sample, and samples that are no numbers")
  func odd() {
    #expect(WaveformColumns([], columns: 5).columns().isEmpty)
    #expect(WaveformColumns([], columns: 5).column(ofSample: 0) == nil)
    let one = WaveformColumns([0.5], columns: 3).columns()
    #expect(one.count == 3 && one.allSatisfy { $0.low == 0.5 && $0.high == 0.5 && !$0.isClippedHigh })
    let none = WaveformColumns([.nan, .nan], columns: 0).columns()
    #expect(none.count == 1 && none[0].low == 0 && none[0].high == 0)
    let infinite = WaveformColumns([0, .infinity, -.infinity, 0], columns: 4).columns()
    #expect(infinite[1].isClippedHigh && infinite[2].isClippedLow)
    let largest = Float.greatestFiniteMagnitude
    for column in WaveformColumns([largest, -largest, .infinity, .nan], columns: 9).columns() {
      #expect(!column.low.isNaN && !column.high.isNaN)
    }
    #expect(WaveformColumns([1, 2], columns: 9).column(ofSample: -1) == nil)
    #expect(WaveformColumns([1, 2], columns: 9).column(ofSample: 2) == nil)
  }
}
