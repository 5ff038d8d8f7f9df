import Basis
import Testing

@Suite("Arrays that ascend") struct AscendingTests {
  /// Ascending numbers below `space`, each once.
  static func drawn(_ random: inout KeyedGenerator, _ count: Int, below space: Int) -> [Int] {
    Set((0..<random.below(count)).map { _ in random.below(space) }).sorted()
  }

  @Test("Insertions and removals of many come to what those of a set come to", arguments: 0..<200)
  func twin(number: Int) {
    var random = RandomKey(seed: 4).adding("ascending").adding(number).generator()
    let space = 1 + random.below(60)
    let (array, others) = (Self.drawn(&random, 40, below: space), Self.drawn(&random, 40, below: space))
    var inserted = array
    #expect(inserted.insert(ascending: others, by: <) == others.filter { !array.contains($0) })
    #expect(inserted == Set(array).union(others).sorted())
    var removed = array
    #expect(removed.remove(ascending: others, by: <) == others.filter { array.contains($0) })
    #expect(removed == array.filter { !others.contains($0) })
  }

  @Test("What lies behind all others is put at the end")
  func behind() {
    var array = [1, 4]
    #expect(array.insert(ascending: [5, 9], by: <) == [5, 9])
    #expect(array.insert(ascending: [9, 10], by: <) == [10])
    #expect(array == [1, 4, 5, 9, 10])
  }

  @Test("An element is found where it stands, or where it would stand")
  func places() {
    for (element, index, found) in [(0, 0, false), (1, 0, true), (3, 1, false), (4, 1, true), (5, 2, false)] {
      let place = [1, 4].place(of: element, by: <)
      #expect(place.index == index && place.found == found)
    }
  }
}
