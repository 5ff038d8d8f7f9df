import Basis
import RandomForest
import Testing

@Suite("Binning columns") struct BinningTests {
  /// Columns that are awkward in one way each.
  static func column(_ kind: Int, rows: Int, key: RandomKey) -> [Float] {
    var random = key.generator()
    return (0..<rows).map { row in
      switch kind {
      case 0: Float(random.gaussian())
      case 1: Float(random.below(3))
      case 2: Float(random.below(300))
      case 3: random.chance(0.3) ? -100 : -100 + Float(random.unit()) * (random.chance(0.5) ? 1e-3 : 120)
      case 4: row == 0 ? 1e30 : Float(random.unit())
      case 5: row == 0 ? -3e38 : row == 1 ? 3e38 : Float(random.gaussian())
      case 6: Float(random.gaussian()) * Float(bitPattern: 700)
      case 7: random.chance(0.5) ? 0 : -0.0
      case 8: Float(bitPattern: 0x3F80_0000 + UInt32(random.below(400)))
      case 9: Float(random.below(9)) + (random.chance(0.02) ? Float(random.unit()) : 0)
      case 10: Float(pow(10, Double(random.below(70)) - 35) * random.unit())
      default: 7
      }
    }
  }

  private static func pow(_ base: Double, _ exponent: Double) -> Double {
    var power = 1.0
    for _ in 0..<Int(abs(exponent)) { power *= base }
    return exponent < 0 ? 1 / power : power
  }

  @Test("codes follow the values, and cuts decide as codes do", arguments: 0..<12)
  func order(kind: Int) throws {
    for (rows, maxBins) in [(1, 255), (2, 2), (40, 7), (700, 255), (3000, 255), (3000, 20)] {
      let values = Self.column(kind, rows: rows, key: RandomKey(seed: 1).adding(kind).adding(rows))
      let table = try BinnedTable(
        FeatureTable(rows: rows, columns: 1, values: values), maxBins: maxBins, jobs: 1)
      let codes = (0..<rows).map { Int(table.codes(column: 0)[$0]) }
      let levels = Int(table.levels[0])
      let distinct = Set(values.map { $0 + 0 }).count
      #expect(Set(codes) == Set(0..<levels))
      #expect(levels <= maxBins)
      if distinct <= maxBins { #expect(levels == distinct) }
      let sorted = zip(values, codes).sorted { $0.0 < $1.0 }
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.1 <= $1.1 && ($0.0 != $1.0 || $0.1 == $1.1) })
      let cuts = (0..<(levels - 1)).map { table.threshold(column: 0, code: $0) }
      #expect(zip(cuts, cuts.dropFirst()).allSatisfy { $0 < $1 })
      #expect(
        zip(values, codes).allSatisfy { value, code in
          (code == 0 || value > cuts[code - 1]) && (code == levels - 1 || value <= cuts[code])
        })
    }
  }

  @Test(
    "no bin holds much more than its share, but for a single value", arguments: [0, 2, 3, 4, 5, 8, 9, 10])
  func shares(kind: Int) throws {
    let rows = 5000
    let values = Self.column(kind, rows: rows, key: RandomKey(seed: 2).adding(kind))
    let table = try BinnedTable(FeatureTable(rows: rows, columns: 1, values: values))
    var bins = [Int: [Float]](minimumCapacity: 255)
    for row in 0..<rows { bins[Int(table.codes(column: 0)[row]), default: []].append(values[row]) }
    for bin in bins.values where Set(bin).count > 1 {
      let commonest = Dictionary(grouping: bin) { $0 }.values.map(\.count).max() ?? 0
      #expect(bin.count <= 3 * (rows / 255 + 1) + commonest)
    }
    let distinct = Set(values).count
    if distinct > 2000 { #expect(table.levels[0] > 170) }
  }

  @Test("the number of threads and the columns beside do not matter")
  func jobs() throws {
    let rows = 400
    let columns = (0..<50).map { Self.column($0 % 12, rows: rows, key: RandomKey(seed: 3).adding($0)) }
    let values = (0..<rows).flatMap { row in columns.map { $0[row] } }
    let whole = FeatureTable(rows: rows, columns: 50, values: values)
    let tables = try [1, 2, 7].map { try BinnedTable(whole, jobs: $0) }
    for (number, column) in columns.enumerated() {
      let alone = try BinnedTable(FeatureTable(rows: rows, columns: 1, values: column))
      for table in tables {
        #expect(table.levels[number] == alone.levels[0])
        #expect((0..<rows).allSatisfy { table.codes(column: number)[$0] == alone.codes(column: 0)[$0] })
      }
    }
  }

  @Test("rows that are selected are binned as if they were alone", arguments: 0..<12)
  func selections(kind: Int) throws {
    for rows in [5, 90, 2500] {
      let values = Self.column(kind, rows: rows, key: RandomKey(seed: 4).adding(kind).adding(rows))
      let table = FeatureTable(rows: rows, columns: 1, values: values)
      let folds = (0..<5).map { fold in (0..<rows).filter { $0 % 5 != fold } } + [Array(0..<rows)]
      for (fold, shared) in zip(folds, try BinnedTable.tables(table, selecting: folds, jobs: 2)) {
        let alone = try BinnedTable(table.picking(fold))
        #expect(shared.levels == alone.levels)
        #expect(shared.cuts == alone.cuts)
        #expect(fold.indices.allSatisfy { shared.codes(column: 0)[$0] == alone.codes(column: 0)[$0] })
      }
    }
  }

  @Test("bins are those of a naive division of the sorted values", arguments: 0..<12)
  func naive(kind: Int) throws {
    for (rows, maxBins) in [(1, 2), (50, 7), (700, 255), (3000, 255), (3000, 20), (1000, 2)] {
      let values = Self.column(kind, rows: rows, key: RandomKey(seed: 5).adding(kind).adding(rows))
      let table = try BinnedTable(FeatureTable(rows: rows, columns: 1, values: values), maxBins: maxBins)
      let codes = Self.naiveCodes(values, maxBins: maxBins)
      #expect((0..<rows).allSatisfy { Int(table.codes(column: 0)[$0]) == codes[$0] })
    }
  }

  /// Walks from value to value; a new bin begins where the last one holds its share of what was left, and before and
  /// behind a value that alone is more than a bin's share.
  private static func naiveCodes(_ values: [Float], maxBins: Int) -> [Int] {
    let counts = Dictionary(grouping: values.map { $0 + 0 }) { $0 }.mapValues(\.count)
    let distinct = counts.keys.sorted()
    var (bins, bin, start, place, wasHeavy) = ([Float: Int](), 0, 0, 0, false)
    for value in distinct {
      let count = counts[value] ?? 0
      let isHeavy = count * maxBins > values.count
      let isFull = (place - start) * (maxBins - bin) >= values.count - start
      if place > start, bin + 1 < maxBins, distinct.count <= maxBins || isFull || isHeavy || wasHeavy {
        bin += 1
        start = place
      }
      bins[value] = bin
      wasHeavy = isHeavy
      place += count
    }
    return values.map { bins[$0 + 0] ?? -1 }
  }

  @Test(
    "values that are not finite are named by row and column", arguments: [Float.nan, .infinity, -.infinity])
  func strange(value: Float) {
    var values = [Float](repeating: 0, count: 60 * 20)
    values[31 * 20 + 17] = value
    #expect {
      try BinnedTable(FeatureTable(rows: 60, columns: 20, values: values))
    } throws: { error in
      guard case .notFinite(row: 31, column: 17, value: _)? = error as? ForestError else { return false }
      return true
    }
  }
}
