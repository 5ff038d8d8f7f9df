import Report
import Testing

@Suite("Heat maps")
struct HeatMapTests {
  private func map(_ values: [Double], rows: Int, columns: Int) throws -> HeatMap {
    try HeatMap(
      title: "forest", scoreName: "accuracy",
      rows: .init(name: "max_depth", labels: (0..<rows).map { "\($0)" }),
      columns: .init(name: "min_samples_split", labels: (0..<columns).map { "\($0)" }), values: values)
  }

  /// Where the cells of a level begin and end.
  private func box(of color: RGB, in picture: DecodedPNG) throws -> (x: ClosedRange<Int>, y: ClosedRange<Int>)
  {
    // The scale on the right has each colour too, in thin lines.
    func isLong(_ x: Int, _ y: Int) -> Bool { (0..<20).allSatisfy { picture[x + $0, y] == color } }
    let places = (0..<picture.height).flatMap { y in
      (0..<picture.width).filter { isLong($0, y) }.map { (x: $0, y: y) }
    }
    let x = try #require(places.map(\.x).min())...(#require(places.map(\.x).max()) + 19)
    return (x, try #require(places.map(\.y).min())...#require(places.map(\.y).max()))
  }

  @Test("the highest value is the best, the first of equals; missing ones are none")
  func best() throws {
    #expect(try map([1, 3, 2, 3], rows: 2, columns: 2).best == .init(row: 0, column: 1))
    #expect(try map([.nan, -1, .infinity, -2], rows: 2, columns: 2).best == .init(row: 0, column: 1))
    #expect(try map([.nan, .nan], rows: 2, columns: 1).best == nil)
  }

  @Test("the best cell, and no other, stands in a frame", arguments: 0..<6)
  func framed(_ index: Int) throws {
    var values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    values[index] = 0.9
    let picture = try #require(DecodedPNG(map(values, rows: 2, columns: 3).png()))
    for (other, value) in values.enumerated() {
      let color = LevelColors.color(value, on: (values.min() ?? 0)...0.9)
      let cell = try box(of: color, in: picture)
      let middle = ((cell.x.lowerBound + cell.x.upperBound) / 2, (cell.y.lowerBound + cell.y.upperBound) / 2)
      let around = [
        (cell.x.lowerBound - 3...cell.x.lowerBound, middle.1, true),
        (cell.x.upperBound...cell.x.upperBound + 3, middle.1, true),
        (cell.y.lowerBound - 3...cell.y.lowerBound, middle.0, false),
        (cell.y.upperBound...cell.y.upperBound + 3, middle.0, false),
      ].map { (places, across, isLevel) in
        places.contains { (isLevel ? picture[$0, across] : picture[across, $0]) == .ink }
      }
      #expect(around.allSatisfy { $0 } == (other == index))
    }
  }

  @Test("cells lie in rows and columns, the first row at the top, in their values' colours")
  func places() throws {
    let picture = try #require(DecodedPNG(map([0, 1, 2, 3], rows: 2, columns: 2).png()))
    let cells = try (0..<4).map { try box(of: LevelColors.color(Double($0), on: 0...3), in: picture) }
    #expect(cells[0].x.upperBound < cells[1].x.lowerBound && cells[2].x.upperBound < cells[3].x.lowerBound)
    #expect(cells[0].y.upperBound < cells[2].y.lowerBound && cells[1].y.upperBound < cells[3].y.lowerBound)
    #expect(abs(cells[0].x.lowerBound - cells[2].x.lowerBound) <= 2)
  }

  @Test("missing cells are hatched, and said to be missing")
  func missing() throws {
    let whole = try #require(DecodedPNG(map([0, 1, 2, 3], rows: 2, columns: 2).png()))
    let picture = try #require(DecodedPNG(map([0, .nan, 2, 3], rows: 2, columns: 2).png()))
    #expect(whole.count(of: .hatching) == 0 && picture.width >= whole.width)
    let hatched = (0..<picture.width).filter { x in
      picture.column(x).contains {
        $0.red < 175 && $0.red > 100 && $0.blue &- $0.red < 20 && $0.blue > $0.red
      }
    }
    #expect(hatched.count > 40)
    let none = try #require(DecodedPNG(map([.nan], rows: 1, columns: 1).png()))
    #expect(none.count(otherThan: .paper) > 500)
  }

  @Test("values are written into cells that have room, and left out of others")
  func figures() throws {
    /// Pixels among the cells, which are all of one colour, that letters colour in part.
    func letters(_ rows: Int, _ columns: Int) throws -> Int {
      var map = try map([Double](repeating: 1, count: rows * columns), rows: rows, columns: columns)
      map.best = nil
      let picture = try #require(DecodedPNG(map.png()))
      let color = LevelColors.color(0.5)
      let cells = try box(of: color, in: picture)
      return cells.y.reduce(0) { sum, y in
        sum + cells.x.count { picture[$0, y] != color && picture[$0, y] != .paper }
      }
    }
    #expect(try letters(2, 6) > 12 * 20)
    #expect(try letters(30, 100) == 0)
    #expect(try letters(100, 5) == 0)
  }

  @Test("a second cell can be marked, one that there is not changes nothing")
  func alternative() throws {
    let plain = try map([0, 1, 2, 3], rows: 2, columns: 2)
    var marked = plain
    marked.alternative = .init(row: 1, column: 0)
    #expect(try marked.png() != plain.png())
    for cell in [HeatMap.Cell(row: 2, column: 0), .init(row: 0, column: -1), .init(row: .max, column: .min)] {
      marked.alternative = cell
      #expect(try marked.png() == plain.png())
      #expect(marked.value(cell) == nil)
    }
    marked.best = nil
    #expect(try marked.png() != plain.png())
  }

  @Test("values of any size, names of any length and the most cells are drawn, within bounds")
  func extremes() throws {
    let huge = Double.greatestFiniteMagnitude
    var odd = try map([huge, -huge, Double.leastNonzeroMagnitude, .infinity], rows: 2, columns: 2)
    odd.decimals = .max
    #expect(DecodedPNG(try odd.png()) != nil)
    let endless = String(repeating: "depth\u{7}\n", count: 10_000)
    var named = try HeatMap(
      title: endless, scoreName: endless, rows: .init(name: endless, labels: [endless]),
      columns: .init(name: endless, labels: [endless, "2"]), values: [1, 2])
    (named.alternative, named.alternativeName) = (.init(row: 0, column: 0), endless)
    let picture = try #require(DecodedPNG(named.png()))
    #expect(picture.width < 1500 && picture.height < 800)
    #expect(picture.column(picture.width - 1).allSatisfy { $0 == .paper })
    let most = try map([Double](repeating: 0, count: 1_000_000), rows: 1000, columns: 1000)
    #expect(DecodedPNG(try most.png()) != nil)
  }

  @Test("counts that do not agree, and no or too many lines, are refused")
  func refused() {
    for (count, rows, columns) in [(3, 2, 2), (0, 0, 4), (0, 0, 0), (2000, 1001, 1), (5, 2, 2)] {
      #expect(throws: ReportError.self) {
        try map([Double](repeating: 0, count: count), rows: rows, columns: columns)
      }
    }
  }

  @Test("the same heat map gives the same bytes")
  func deterministic() throws {
    let values = (0..<20).map { Double($0 * 7 % 20) }
    #expect(try map(values, rows: 4, columns: 5).png() == map(values, rows: 4, columns: 5).png())
  }
}
