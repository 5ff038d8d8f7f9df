import Basis
import Chunks
import Testing

@Suite("Sets of sample positions")
struct SampleRangesTests {
  /// The twin: a plain set of numbers.
  private func numbers(_ ranges: SampleRanges) -> Set<Int> { Set(ranges.ranges.flatMap { Array($0) }) }

  @Test("union, removal, clamping and counting agree with plain sets", arguments: 0..<200)
  func twin(seed: Int) {
    var generator = RandomKey(seed: UInt64(seed)).generator()
    func drawn() -> [Range<Int>] {
      (0..<generator.below(6)).map { _ in
        let lower = generator.integer(in: -20...60)
        return lower..<lower + generator.below(15)
      }
    }
    let (first, second) = (drawn(), drawn())
    var ranges = SampleRanges(union: first)
    #expect(numbers(ranges) == Set(first.flatMap { Array($0) }))
    ranges.remove(SampleRanges(union: second))
    let expected = Set(first.flatMap { Array($0) }).subtracting(second.flatMap { Array($0) })
    #expect(numbers(ranges) == expected)
    #expect(ranges.count == expected.count)
    #expect((0..<ranges.count).map { ranges.position($0) } == expected.sorted())
    #expect(ranges.position(ranges.count) == nil && ranges.position(-1) == nil)
    let bounds = generator.integer(in: -10...20)..<generator.integer(in: 21...50)
    #expect(numbers(ranges.clamped(to: bounds)) == expected.intersection(bounds))
    let nearest = expected.min { left, right in
      let distances = [left, right].map { max(bounds.lowerBound - $0, $0 - (bounds.upperBound - 1), 0) }
      return (distances[0], left) < (distances[1], right)
    }
    #expect(ranges.nearest(to: bounds) == nearest)
    #expect(ranges.overlaps(bounds) == !expected.isDisjoint(with: bounds))
  }

  @Test("ranges that touch become one")
  func touching() {
    #expect(SampleRanges(union: [5..<8, 0..<5, 3..<4]).ranges == [0..<8])
    #expect(SampleRanges(3..<3).isEmpty)
  }
}
