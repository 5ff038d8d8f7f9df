import Annotator
import Basis
import Testing

@Suite("Time over columns") struct TimeAxisTests {
  @Test("A sample of the viewport has the viewport's column; others have none", arguments: 0..<200)
  func columns(number: Int) {
    var random = RandomKey(seed: 9).adding(number).generator()
    let viewport = Viewport(start: random.below(1 << 30), length: 1 + random.below(1 << (1 + number % 30)))
    let axis = TimeAxis(viewport.range, columns: 1 + random.below(300))
    let sample = viewport.start + random.below(viewport.length)
    #expect(axis.column(of: sample) == viewport.column(of: sample, of: axis.columns))
    #expect(axis.columns(touching: sample..<sample + 1).contains(axis.column(of: sample) ?? -1))
    #expect(axis.column(of: viewport.end) == nil && axis.column(of: viewport.start - 1) == nil)
    #expect(axis.column(of: .max) == nil && axis.column(of: .min) == nil)
    #expect(axis.columns(touching: .min ..< .max) == 0..<axis.columns)
  }

  @Test("The points in a column are those that share some of its time", arguments: 0..<300)
  func points(number: Int) {
    var random = RandomKey(seed: 10).adding(number).generator()
    let axis = TimeAxis(random.below(500)..<600 + random.below(900), columns: 1 + random.below(90))
    let start = random.below(1200)
    let picture = start..<start + 1 + random.below(900)
    let count = 1 + random.below(90)
    let column = random.below(axis.columns)
    // In whole numbers: everything times both counts.
    let unit = axis.columns * count
    let left = axis.range.lowerBound * unit + column * axis.range.count * count
    let right = left + axis.range.count * count
    let expected = (0..<count).filter { point in
      let first = picture.lowerBound * unit + point * picture.count * axis.columns
      return first < right && first + picture.count * axis.columns > left
    }
    #expect(Array(axis.points(in: column, of: picture, count: count)) == expected)
  }
}
