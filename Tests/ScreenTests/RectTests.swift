import Screen
import Testing

@Suite("Rectangles") struct RectTests {
  @Test("What is taken off the sides and what is left cover the whole, once")
  func taking() {
    let whole = Rect(column: 3, row: 2, columns: 10, rows: 6)
    var rest = whole
    let parts = [rest.takeTop(2), rest.takeBottom(1), rest.takeRight(4), rest.takeTop(9)] + [rest]
    for row in 0..<12 {
      for column in 0..<20 {
        let covering = parts.filter { $0.contains(column: column, row: row) }.count
        #expect(covering == (whole.contains(column: column, row: row) ? 1 : 0))
      }
    }
    #expect(rest.isEmpty)
  }

  @Test("Taking less than nothing takes nothing")
  func negative() {
    var rest = Rect(Size(columns: 4, rows: 4))
    #expect(rest.takeTop(-3).isEmpty && rest.takeBottom(-1).isEmpty && rest.takeRight(-1).isEmpty)
    #expect(rest == Rect(Size(columns: 4, rows: 4)))
  }

  @Test("Rectangles that do not meet share nothing")
  func apart() {
    let one = Rect(column: 0, row: 0, columns: 2, rows: 2)
    #expect(one.intersection(Rect(column: 5, row: 0, columns: 2, rows: 2)).isEmpty)
    #expect(
      one.intersection(Rect(column: 1, row: 1, columns: 5, rows: 5))
        == Rect(column: 1, row: 1, columns: 1, rows: 1))
  }
}
