import Basis
import Chunks
import Evaluation
import Testing

@Suite("Grouping recordings")
struct GroupingTests {
  private let train = Grouping.Settled(group: "a", split: .train, fold: 1)
  private let test = Grouping.Settled(group: "b", split: .test, fold: nil)

  @Test("what is tied, also through others, is one group named after its least recording")
  func ties() {
    var grouping = Grouping(["d", "c", "b", "a"].map { Grouping.Member(recording: $0) })
    grouping.tie(0, 1)
    grouping.tie(3, 1)
    let groups = grouping.groups().groups
    #expect(groups.map(\.name) == ["a", "b"])
    #expect(groups.map(\.members) == [[0, 1, 3], [2]])
  }

  @Test("a group keeps the name, split and fold that the set has for it")
  func settled() {
    var grouping = Grouping([
      Grouping.Member(recording: "z", settled: train), Grouping.Member(recording: "A"),
    ])
    grouping.tie(0, 1)
    let groups = grouping.groups().groups
    #expect(groups.map(\.name) == ["a"])
    #expect(groups.map(\.settled) == [train])
    #expect(groups.map(\.members) == [[0, 1]])
  }

  @Test("a recording that would tie together what is already divided is left out")
  func conflicts() {
    var grouping = Grouping([
      Grouping.Member(recording: "x", settled: train), Grouping.Member(recording: "y", settled: test),
      Grouping.Member(recording: "new"),
    ])
    grouping.tie(0, 2)
    grouping.tie(2, 1)
    let (groups, conflicts) = grouping.groups()
    #expect(conflicts.map(\.member) == [2])
    #expect(conflicts.map(\.first) == [train])
    #expect(conflicts.map(\.second) == [test])
    #expect(groups.map(\.members) == [[0], [1]])
  }
}
