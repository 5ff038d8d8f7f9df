/// A set of sample positions as ascending ranges that do not touch: where a chunk may begin, or where nobody
/// can have missed a shot.
package struct SampleRanges: Equatable, Sendable {
  /// Ascending, none empty, none touching the next.
  package private(set) var ranges: [Range<Int>]

  /// The positions of one range.
  package init(_ range: Range<Int>) { ranges = range.isEmpty ? [] : [range] }

  /// The positions in any of `others`, in whatever order they come.
  package init(union others: [Range<Int>]) {
    ranges = []
    for range in others.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  package var isEmpty: Bool { ranges.isEmpty }

  /// How many positions there are.
  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Takes away the positions in any of `others`.
  package mutating func remove(_ others: SampleRanges) {
    var kept: [Range<Int>] = []
    var holes = others.ranges[...]
    for range in ranges {
      var lower = range.lowerBound
      while let hole = holes.first, hole.upperBound <= lower { holes.removeFirst() }
      for hole in holes {
        if hole.lowerBound >= range.upperBound { break }
        if hole.lowerBound > lower { kept.append(lower..<hole.lowerBound) }
        lower = max(lower, hole.upperBound)
      }
      if lower < range.upperBound { kept.append(lower..<range.upperBound) }
    }
    ranges = kept
  }

  /// The positions that also lie in `bounds`.
  package func clamped(to bounds: Range<Int>) -> SampleRanges {
    var result = self
    result.ranges = ranges.map { $0.clamped(to: bounds) }.filter { !$0.isEmpty }
    return result
  }

  /// The position with `index` others before it.
  package func position(_ index: Int) -> Int? {
    var rest = index
    for range in ranges {
      if rest < range.count { return rest < 0 ? nil : range.lowerBound + rest }
      rest -= range.count
    }
    return nil
  }

  /// The position that lies nearest to `bounds`; the lower one of two.
  package func nearest(to bounds: Range<Int>) -> Int? {
    func distance(_ position: Int) -> Int {
      max(bounds.lowerBound - position, position - (bounds.upperBound - 1), 0)
    }
    let candidates = ranges.flatMap { range in
      [
        range.lowerBound, min(max(range.lowerBound, bounds.lowerBound), range.upperBound - 1),
        range.upperBound - 1,
      ]
    }
    return candidates.min { (distance($0), $0) < (distance($1), $1) }
  }

  /// Whether any position lies in `range`.
  package func overlaps(_ range: Range<Int>) -> Bool {
    ranges.contains { $0.overlaps(range) }
  }
}
