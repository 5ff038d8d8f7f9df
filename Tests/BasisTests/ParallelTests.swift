import Basis
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
}
