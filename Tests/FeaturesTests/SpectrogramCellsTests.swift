import Basis
import Features
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Spectrogram cells")
struct SpectrogramCellsTests {
  private func sine(_ frequency: Double, amplitude: Double = 1) -> (Range<Int>) -> [Float] {
    { range in range.map { Float(amplitude * sin(2 * Double.pi * frequency * Double($0) / 16_000)) } }
  }

  @Test("each cell is the loudest of all frames and bins that it covers", arguments: 0..<24)
  func naive(seed: Int) throws {
    var generator = RandomKey(seed: UInt64(seed)).adding("cells").generator()
    let sounds = (0..<3).map { _ in
      (
        frequency: generator.number(in: 50...7900), amplitude: exp(generator.number(in: -8...(-1))),
        start: generator.below(3000)
      )
    }
    func sample(_ index: Int) -> Float {
      guard index >= 0 else { return 0 }
      var sum = 1e-4 * sin(Double(index * index % 7919))
      for sound in sounds where index >= sound.start {
        sum += sound.amplitude * sin(sound.frequency * Double(index) * 2 * Double.pi / 16_000)
      }
      return Float(sum)
    }
    let start = generator.below(3000) - 600
    let count = [1, 20, 100, 256, 700, 3000, 5000][generator.below(7)]
    let columns = 1 + generator.below([3, 20, 60][generator.below(3)])
    let rows = 1 + generator.below(40)
    let fMin = [0, 0, generator.number(in: 0...2000)][generator.below(3)]
    let fMax = [8000, fMin + 100, generator.number(in: fMin + 1...8000)][generator.below(3)]
    let naive = NaiveSpectrogram(
      range: start..<start + count, columns: columns, rows: rows, fMin: Double(Float(fMin)),
      fMax: Double(Float(fMax)))
    let levels = naive.levels(sample)
    let cells = try #require(
      try SpectrogramCells.cells(
        samples: { $0.map(sample) }, range: start..<start + count, columns: columns, rows: rows,
        fMin: Float(fMin), fMax: Float(fMax), floorDB: -100, ceilingDB: 0))
    #expect(cells.columns == columns && cells.rows == rows && !cells.isSparse)
    #expect(cells.values.count == columns * rows)
    for (value, level) in zip(cells.values, levels) {
      let expected = min(max((level + 100) * 2.55, 0), 255)
      #expect(abs(Double(value) - expected) < 0.6)
    }
  }

  @Test(
    "a sine at full scale is 0 dB in its row, whatever the zoom", arguments: [200, 3000, 300_000, 40_000_000])
  func fullScale(length: Int) throws {
    let cells = try #require(
      try SpectrogramCells.cells(
        samples: sine(2000), range: 1_000_000..<1_000_000 + length, columns: 40, rows: 80, floorDB: -50,
        ceilingDB: 0))
    // 100 Hz a row, the highest first: 2000 Hz is the lower edge of row 59.
    for column in 0..<40 {
      let loudest = (0..<80).max { cells[column: column, row: $0] < cells[column: column, row: $1] } ?? 0
      #expect(cells[column: column, row: 59] >= 254)
      #expect((57...61).contains(loudest))
      #expect(cells[column: column, row: 10] == 0)
    }
    #expect(cells[column: 40, row: 0] == 0 && cells[column: 0, row: -1] == 0)
  }

  @Test("a picture that is moved by whole columns keeps its cells")
  func moved() throws {
    var generator = RandomKey(seed: 2).generator()
    let noise = (0..<40_000).map { _ in Float(generator.number(in: -0.3...0.3)) }
    let provider: (Range<Int>) -> [Float] = { $0.map { noise.indices.contains($0) ? noise[$0] : 0 } }
    func cells(_ start: Int) throws -> SpectrogramCells? {
      try SpectrogramCells.cells(samples: provider, range: start..<start + 20_000, columns: 50, rows: 20)
    }
    let (first, second) = (try #require(try cells(3000)), try #require(try cells(3000 + 7 * 400)))
    for row in 0..<20 {
      for column in 0..<43 {
        #expect(first[column: column + 7, row: row] == second[column: column, row: row])
      }
    }
  }

  @Test("a long range is looked at here and there, says so, keeps to its budget and is the same each time")
  func sparse() throws {
    var asked = 0
    var last = Int.min
    func cells(_ count: Int, budget: Int) throws -> SpectrogramCells? {
      (asked, last) = (0, .min)
      return try SpectrogramCells.cells(
        samples: { range in
          #expect(range.lowerBound >= last)
          last = range.lowerBound
          asked += range.count
          return sine(440)(range)
        }, range: 0..<count, columns: 30, rows: 10, budget: budget)
    }
    let exact = try #require(try cells(1_000_000, budget: 10_000))
    #expect(!exact.isSparse)
    let sparse = try #require(try cells(1_000_000, budget: 1000))
    #expect(sparse.isSparse)
    #expect(asked <= 1000 * 128 + 62 * 512)
    #expect(sparse == (try cells(1_000_000, budget: 1000)))
    // A steady sound looks the same, wherever one looks.
    #expect(zip(exact.values, sparse.values).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(try #require(try cells(576_000_000, budget: 1000)).isSparse)
    #expect(asked <= 1000 * 128 + 62 * 512)
    #expect(try #require(try cells(100_000, budget: 0)).isSparse)
  }

  @Test("it stops when it is not wanted, and passes on what goes wrong")
  func stopped() throws {
    var asked = 0
    let none = try SpectrogramCells.cells(
      samples: { range in
        asked += 1
        return sine(440)(range)
      }, range: 0..<1_000_000, columns: 30, rows: 10, isCancelled: { asked == 3 })
    #expect(none == nil && asked == 3)
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try SpectrogramCells.cells(samples: { _ in throw Refusal() }, range: 0..<10, columns: 1, rows: 1)
    }
  }

  @Test("strange questions have answers")
  func strange() throws {
    func values(
      _ range: Range<Int>, columns: Int = 3, rows: Int = 2, fMin: Float = 0, fMax: Float = 8000,
      floorDB: Float = -90, ceilingDB: Float = -10, of sample: Float = 0
    ) throws -> [UInt8]? {
      try SpectrogramCells.cells(
        samples: { $0.map { _ in sample } }, range: range, columns: columns, rows: rows, fMin: fMin,
        fMax: fMax,
        floorDB: floorDB, ceilingDB: ceilingDB)?.values
    }
    let silence: [UInt8] = [0, 0, 0, 0, 0, 0]
    for range in [5..<5, -3000..<(-1000), 0..<1, Int.min..<Int.max, Int.max - 1..<Int.max] {
      #expect(try values(range) == silence)
    }
    #expect(try values(0..<1000, fMin: 9000, fMax: -1) == silence)
    #expect(try values(0..<1000, fMin: .nan, fMax: .infinity) == silence)
    #expect(try values(0..<1000, floorDB: .nan, ceilingDB: -.infinity) == silence)
    #expect(try values(0..<1000, floorDB: 0, ceilingDB: -10) == silence)
    #expect(try values(0..<1000, columns: 0, rows: -1)?.count == 1)
    #expect(try values(0..<1000, of: .nan) == silence)
    #expect(try values(0..<1000, of: .infinity) == silence)
    #expect(try values(0..<1000, of: 1e12)?.max() == 255)
    // Fewer samples than were asked for are followed by silence.
    #expect(
      try SpectrogramCells.cells(samples: { _ in [1, 2] }, range: 0..<1000, columns: 3, rows: 2)?.values.count
        == 6)
  }
}
