import Annotator
import Basis
import Testing

@Suite("The viewport") struct ViewportTests {
  @Test("A sample lies in the column whose samples begin at or before it", arguments: 0..<200)
  func columns(number: Int) {
    var random = RandomKey(seed: 5).adding(number).generator()
    let viewport = Viewport(start: random.below(1 << 30), length: 1 + random.below(1 << (1 + number % 30)))
    let columns = 1 + random.below(300)
    let sample = viewport.start + random.below(viewport.length)
    let column = viewport.column(of: sample, of: columns)
    #expect((0..<columns).contains(column))
    #expect(viewport.sample(column: column, of: columns) <= sample)
    #expect(viewport.sample(column: column + 1, of: columns) >= sample)
  }
}
