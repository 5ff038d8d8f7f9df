extension OnsetMatching {
  /// Cells of a stretch beyond which the earliest pairs are taken: marks by the thousand, each within the collar of the
  /// next.
  private static let mostCells = 1 << 24

  /// Of all largest sets of one-to-one pairs with |first − second| ≤ collar, one whose distances are smallest in sum.
  ///
  /// `pairs` takes the earliest, which is enough to count; here it matters which of two near marks is meant. O(n · m) in
  /// each stretch whose neighbours lie within the collar.
  /// - Parameters:
  ///   - first: offsets in any order.
  ///   - second: offsets in any order.
  ///   - collar: in samples; a negative one pairs nothing.
  /// - Returns: positions in `first` and in `second`, by rising time.
  public static func nearestPairs(
    first: [Int], second: [Int], collar: Int
  ) -> [(first: Int, second: Int)] {
    guard collar >= 0 else { return [] }
    let left = first.indices.sorted { (first[$0], $0) < (first[$1], $1) }[...]
    let right = second.indices.sorted { (second[$0], $0) < (second[$1], $1) }[...]
    var (rest, others) = (left, right)
    var pairs: [(first: Int, second: Int)] = []
    while !rest.isEmpty, !others.isEmpty {
      let (own, other) = stretch(&rest, &others, { first[$0] }, { second[$0] }, collar)
      let (a, b) = (own.map { first[$0] }, other.map { second[$0] })
      let isSmall = (a.count + 1).multipliedReportingOverflow(by: b.count + 1)
      let found =
        !isSmall.overflow && isSmall.partialValue <= mostCells
        ? nearest(a, b, collar)
        : self.pairs(estimated: a, reference: b, collar: collar).map { ($0.estimated, $0.reference) }
      pairs += found.map { (own[own.startIndex + $0.0], other[other.startIndex + $0.1]) }
    }
    return pairs
  }

  /// Takes off both lists what comes before the next gap wider than the collar.
  private static func stretch(
    _ rest: inout ArraySlice<Int>, _ others: inout ArraySlice<Int>, _ first: (Int) -> Int,
    _ second: (Int) -> Int, _ collar: Int
  ) -> (ArraySlice<Int>, ArraySlice<Int>) {
    var (i, j) = (rest.startIndex, others.startIndex)
    var last: Int?
    while i < rest.endIndex || j < others.endIndex {
      let isFirst = j >= others.endIndex || (i < rest.endIndex && first(rest[i]) <= second(others[j]))
      let next = isFirst ? first(rest[i]) : second(others[j])
      if let last, distance(last, next) > collar.magnitude { break }
      last = next
      if isFirst { i += 1 } else { j += 1 }
    }
    defer { (rest, others) = (rest[i...], others[j...]) }
    return (rest[..<i], others[..<j])
  }

  /// Pairs of ascending offsets: most first, then nearest. What is best never crosses, so each cell looks at three.
  private static func nearest(_ first: [Int], _ second: [Int], _ collar: Int) -> [(Int, Int)] {
    let width = second.count + 1
    // Pairs count up, distances down.
    var best = [(pairs: Int, distance: UInt)](repeating: (0, 0), count: (first.count + 1) * width)
    func isBetter(_ one: (pairs: Int, distance: UInt), _ other: (pairs: Int, distance: UInt)) -> Bool {
      one.pairs != other.pairs ? one.pairs > other.pairs : one.distance < other.distance
    }
    func paired(_ i: Int, _ j: Int) -> (pairs: Int, distance: UInt)? {
      let apart = distance(first[i - 1], second[j - 1])
      guard apart <= collar.magnitude else { return nil }
      let before = best[(i - 1) * width + j - 1]
      return (before.pairs + 1, before.distance &+ apart)
    }
    for i in stride(from: 1, through: first.count, by: 1) {
      for j in stride(from: 1, through: second.count, by: 1) {
        var cell = best[(i - 1) * width + j]
        if isBetter(best[i * width + j - 1], cell) { cell = best[i * width + j - 1] }
        if let pair = paired(i, j), isBetter(pair, cell) { cell = pair }
        best[i * width + j] = cell
      }
    }
    var (i, j) = (first.count, second.count)
    var pairs: [(Int, Int)] = []
    while i > 0, j > 0 {
      let cell = best[i * width + j]
      if cell == best[(i - 1) * width + j] {
        i -= 1
      } else if cell == best[i * width + j - 1] {
        j -= 1
      } else {
        (i, j) = (i - 1, j - 1)
        pairs.append((i, j))
      }
    }
    return pairs.reversed()
  }
}
