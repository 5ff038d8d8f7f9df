import Annotator
import Audio
import Basis
import Screen
import Testing

@Suite("The loupe") struct LoupeTests {
  @Test("The cursor's sample stands in the middle column, however wide the loupe is", arguments: 40..<220)
  func middle(columns: Int) {
    let size = Size(columns: columns, rows: 10 + columns % 40)
    var model = MadeSession.range(size).model
    var samples = [Float](repeating: 0, count: 2000)
    samples[1000] = 0.3
    model.cursor = 20_000
    _ = update(&model, .samples(samples, first: 19_000))
    let rect = model.layout.loupe
    let inside = Rect(
      column: rect.column + 1, row: rect.row + 1, columns: rect.columns - 1 - rect.columns % 2,
      rows: rect.rows - 2)
    let dots = WaveformTests.dots(view(model, size), inside)
    let columnsWithDots = dots.indices.filter { dots[$0].contains(true) }
    #expect(columnsWithDots.count == 1)
    #expect(columnsWithDots.first.map { $0 / 2 } == inside.columns / 2)
    // Its own peak is its full height.
    #expect(dots[columnsWithDots.first ?? 0].first == true)
  }

  @Test("It says how many samples a dot stands for, and how loud its peak is")
  func words() {
    let narrow = Size(columns: 40, rows: 10)
    let text = view(MadeSession.range(narrow).model, narrow).text
    #expect(text.contains("47/dot"))
    #expect(text.contains("peak −"))
    let wide = Size(columns: 200, rows: 60)
    #expect(view(MadeSession.range(wide).model, wide).text.contains("loupe ±32 ms · 11 samples a dot"))
  }
}
