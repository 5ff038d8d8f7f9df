import Basis
import Synchronization
import Testing
import Training

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Values made ahead")
struct AheadTests {
  private struct Odd: Error, Equatable { let number: Int }

  @Test("come out in their order, whichever is made first", arguments: [1, 3, 50])
  func order(depth: Int) throws {
    let ahead = Ahead(200, depth: depth) { index in
      usleep(UInt32(index * 7919 % 300))
      return index
    }
    var found: [Int] = []
    while let value = try ahead.next() { found.append(value) }
    #expect(found == Array(0..<200))
    #expect(try ahead.next() == nil && ahead.next() == nil)
  }

  @Test(
    "are never more under way or waiting than was asked for, however slow the consumer", arguments: [1, 4])
  func bound(depth: Int) throws {
    let begun = Atomic<Int>(0)
    let ahead = Ahead(60, depth: depth) { index in
      begun.add(1, ordering: .sequentiallyConsistent)
      return index
    }
    for taken in 0..<60 {
      _ = try ahead.next()
      usleep(1000)
      #expect(begun.load(ordering: .sequentiallyConsistent) <= taken + 1 + depth)
    }
    #expect(begun.load(ordering: .sequentiallyConsistent) == 60)
  }

  @Test("are made several at a time")
  func together() throws {
    // Each waits for the other: alone, neither would be done.
    let waiting = Atomic<Int>(0)
    let ahead = Ahead(2, depth: 2) { index in
      waiting.add(1, ordering: .sequentiallyConsistent)
      for _ in 0..<100_000 where waiting.load(ordering: .sequentiallyConsistent) < 2 { usleep(100) }
      return waiting.load(ordering: .sequentiallyConsistent)
    }
    #expect(try ahead.next() == 2)
  }

  @Test("that fail throw in their turn, and those behind them can still be taken")
  func errors() throws {
    let ahead = Ahead(30, depth: 4) { index in
      guard index % 5 != 2 else { throw Odd(number: index) }
      return index
    }
    for index in 0..<30 {
      if index % 5 == 2 {
        #expect(throws: Odd(number: index)) { try ahead.next() }
      } else {
        #expect(try ahead.next() == index)
      }
    }
    #expect(try ahead.next() == nil)
  }

  @Test("are let go of before their end, at any time, and no more are begun", arguments: 0..<20)
  func dropped(taken: Int) throws {
    let begun = Atomic<Int>(0)
    do {
      let ahead = Ahead(1000, depth: 3) { index in
        begun.add(1, ordering: .sequentiallyConsistent)
        usleep(200)
        return [Int](repeating: index, count: 1000)
      }
      for _ in 0..<taken { _ = try ahead.next() }
    }
    usleep(20_000)
    #expect(begun.load(ordering: .sequentiallyConsistent) <= taken + 3)
  }

  @Test("none at all end at once")
  func none() throws {
    for count in [0, -5] { #expect(try Ahead(count, depth: 2) { $0 }.next() == nil) }
    #expect(try Ahead(1, depth: 0) { $0 }.next() == 0)
  }
}
