import Basis
import Evaluation
import Testing

@Suite("Intervals from drawing groups")
struct GroupBootstrapTests {
  @Test("each resample draws as many groups as there are, whole ones")
  func draws() throws {
    let groups = ["a", "b", "a", "c", "b", "d"]
    let bootstrap = try #require(GroupBootstrap(groups: groups, resamples: 50, seed: 1))
    for resample in 0..<50 {
      let times = bootstrap.multiplicities(resample: resample)
      #expect(times[0] == times[2])
      #expect(times[1] == times[4])
      #expect(times[0] + times[1] + times[3] + times[5] == 4)
    }
  }

  @Test("neither threads nor the order of rows matter")
  func independence() throws {
    var generator = RandomKey(seed: 71).generator()
    var rows = (0..<200).map { _ in (group: "\(generator.below(30))", value: Double(generator.below(10))) }
    func interval(_ rows: [(group: String, value: Double)], jobs: Int) throws -> Interval? {
      let values = rows.map(\.value)
      let bootstrap = try #require(GroupBootstrap(groups: rows.map(\.group), resamples: 100, seed: 2))
      return bootstrap.intervals(jobs: jobs) { weights in
        [zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)]
      }[0]
    }
    let first = try interval(rows, jobs: 1)
    #expect(try interval(rows, jobs: 3) == first)
    generator.shuffle(&rows)
    #expect(try interval(rows, jobs: 2) == first)
  }

  @Test("95 in 100 intervals hold the true mean, roughly; drawing rows instead of groups would be too sure")
  func coverage() throws {
    var hits = 0
    for trial in 0..<100 {
      var generator = RandomKey(seed: 72).adding(trial).generator()
      let centres = (0..<40).map { _ in generator.gaussian() }
      let groups = (0..<200).map { "\($0 % 40)" }
      let values = (0..<200).map { centres[$0 % 40] + 0.1 * generator.gaussian() }
      let bootstrap = try #require(GroupBootstrap(groups: groups, resamples: 100, seed: UInt64(trial)))
      let found = bootstrap.intervals { weights in
        [zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)]
      }[0]
      let interval = try #require(found)
      if interval.low <= 0, interval.high >= 0 { hits += 1 }
    }
    // 95 are meant; percentile intervals of 40 groups cover a little less. Rows alone would cover half.
    #expect((86...100).contains(hits))
  }

  @Test("a figure that too few resamples give has no interval")
  func undefined() throws {
    #expect(GroupBootstrap(groups: ["a", "a"]) == nil)
    #expect(GroupBootstrap(groups: []) == nil)
    #expect(GroupBootstrap(groups: ["a", "b"], resamples: 0) == nil)
    let bootstrap = try #require(GroupBootstrap(groups: ["a", "b"], resamples: 20))
    #expect(bootstrap.intervals { _ in [nil, .nan, 1] } == [nil, nil, Interval(low: 1, high: 1)])
  }
}
