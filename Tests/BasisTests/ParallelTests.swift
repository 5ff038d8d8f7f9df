import Basis
import Synchronization
import Testing

@Suite("Loops over the cores")
struct ParallelTests {
  @Test("results stand in order, for any number of jobs", arguments: [1, 2, 3, 64])
  func order(jobs: Int) {
    #expect(Parallel.map(1000, jobs: jobs) { $0 * $0 } == (0..<1000).map { $0 * $0 })
    #expect(Parallel.map(0, jobs: jobs) { $0 } == [])
  }

  @Test("the error of the lowest index is thrown")
  func errors() {
    struct Stop: Error, Equatable { let index: Int }
    #expect(throws: Stop(index: 3)) {
      _ = try Parallel.tryMap(100, jobs: 4) { index in
        if index >= 3 { throw Stop(index: index) }
        return index
      }
    }
  }

  @Test("each thread has storage of its own, made once and used again", arguments: [1, 2, 3, 64])
  func storages(jobs: Int) throws {
    let made = Atomic<Int>(0)
    @Sendable func storage() -> [Int] {
      made.wrappingAdd(1, ordering: .relaxed)
      return [Int](repeating: 0, count: 8)
    }
    let results = try Parallel.tryMap(1000, jobs: jobs, with: storage) { storage, index in
      for place in storage.indices { storage[place] = index + place }
      return storage.reduce(0, +)
    }
    #expect(results == (0..<1000).map { 8 * $0 + 28 })
    #expect((1...jobs).contains(made.load(ordering: .relaxed)))
  }

  @Test("with storage too the error of the lowest index is thrown")
  func storageErrors() {
    struct Stop: Error, Equatable { let index: Int }
    #expect(throws: Stop(index: 3)) {
      _ = try Parallel.tryMap(100, jobs: 4, with: Int.init) { _, index in
        if index >= 3 { throw Stop(index: index) }
        return index
      }
    }
  }
}
