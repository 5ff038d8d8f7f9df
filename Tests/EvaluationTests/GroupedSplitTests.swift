import Basis
import Evaluation
import Testing

@Suite("Splits and folds by group")
struct GroupedSplitTests {
  typealias Part = SplitShortfall.Part

  static func rows(_ groups: [GroupCount], _ label: String) -> Int {
    groups.reduce(0) { $0 + ($1.counts[label] ?? 0) }
  }

  static func inside(_ split: GroupedSplit, _ groups: [GroupCount], _ part: Part) -> [GroupCount] {
    groups.filter {
      switch part {
      case .split(let wanted): split[$0.id]?.split == wanted
      case .fold(let wanted): split[$0.id]?.fold == wanted
      }
    }
  }

  @Test("every group has a split, and a fold unless it is test", arguments: 0..<30)
  func complete(draw: Int) throws {
    var generator = RandomKey(seed: 41).adding(draw).generator()
    let groups = Drawn.groups(&generator, count: generator.below(40), labels: ["GUN", "ENV"], mixed: true)
    let split = try GroupedSplit(groups: groups, seed: 1)
    #expect(split.places.count == groups.count)
    for group in groups {
      let place = try #require(split[group.id])
      #expect((place.fold == nil) == (place.split == .test))
      #expect(place.fold.map((0..<5).contains) ?? true)
    }
  }

  @Test("neither the order of the groups nor that of their labels matters", arguments: 0..<30)
  func order(draw: Int) throws {
    var generator = RandomKey(seed: 42).adding(draw).generator()
    let count = draw % 2 == 0 ? 12 : 200
    let groups = Drawn.groups(&generator, count: count, labels: ["GUN", "ENV", "TAIL"], mixed: true)
    var shuffled = groups
    generator.shuffle(&shuffled)
    #expect(try GroupedSplit(groups: groups, seed: 5) == GroupedSplit(groups: shuffled, seed: 5))
  }

  @Test("another seed draws another split")
  func seeds() throws {
    var generator = RandomKey(seed: 43).generator()
    let groups = Drawn.groups(&generator, count: 60, labels: ["GUN"])
    let first = try GroupedSplit(groups: groups, seed: 1)
    #expect(try first.places == GroupedSplit(groups: groups, seed: 1).places)
    #expect(try first.places != GroupedSplit(groups: groups, seed: 2).places)
  }

  @Test("no part is off by more than twice the largest group, nor over by more than one", arguments: 0..<60)
  func deviation(draw: Int) throws {
    var generator = RandomKey(seed: 44).adding(draw).generator()
    let count = draw % 3 == 0 ? 3 + generator.below(10) : 20 + generator.below(300)
    let labels = ["GUN", "ENV"]
    let groups = Drawn.groups(&generator, count: count, labels: labels)
    let split = try GroupedSplit(groups: groups, seed: UInt64(draw))
    let learning = groups.filter { split[$0.id]?.split != .test }
    for label in labels {
      let parts: [(Part, Double, [GroupCount])] =
        Split.allCases.map { (.split($0), $0.share, groups) } + (0..<5).map { (.fold($0), 0.2, learning) }
      for (part, share, whole) in parts {
        let wanted = share * Double(Self.rows(whole, label))
        let held = Double(Self.rows(Self.inside(split, groups, part), label))
        let largest = Double(whole.map { $0.counts[label] ?? 0 }.max() ?? 0)
        #expect(held - wanted <= largest + 1e-9)
        #expect(wanted - held <= 2 * largest + 1e-9)
      }
    }
  }

  @Test("mixed groups too: many recordings come within a few percent", arguments: 0..<10)
  func mixed(draw: Int) throws {
    var generator = RandomKey(seed: 45).adding(draw).generator()
    let labels = ["GUN", "ENV", "TAIL"]
    let groups = Drawn.groups(&generator, count: 400, labels: labels, mixed: true)
    let split = try GroupedSplit(groups: groups, seed: UInt64(draw))
    #expect(split.shortfalls == [])
    for label in labels {
      for part in Split.allCases {
        let held = Double(Self.rows(Self.inside(split, groups, .split(part)), label))
        #expect(abs(held / Double(Self.rows(groups, label)) - part.share) < 0.02)
      }
    }
  }

  @Test("a group's size has no say in where it goes")
  func sizes() throws {
    var (sum, count) = (0.0, 0.0)
    for seed in 0..<100 {
      var generator = RandomKey(seed: 46).adding(seed).generator()
      let groups = (0..<150).map { GroupCount(id: "\($0)", counts: ["GUN": 1 + 9 * generator.below(2)]) }
      let split = try GroupedSplit(groups: groups, seed: UInt64(seed))
      let test = Self.inside(split, groups, .split(.test))
      sum += Double(Self.rows(test, "GUN"))
      count += Double(test.count)
    }
    // The mean size of a group is 5.5, and 1,500 groups are drawn: four standard errors are 0.46.
    #expect(abs(sum / count - 5.5) < 0.46)
  }

  @Test("groups that exist stay, and new ones fill what is missing", arguments: 0..<30)
  func growing(draw: Int) throws {
    var generator = RandomKey(seed: 47).adding(draw).generator()
    let groups = Drawn.groups(&generator, count: 10 + generator.below(100), labels: ["GUN", "ENV"])
    let old = groups.prefix(groups.count / 2)
    let first = try GroupedSplit(groups: Array(old), seed: 3)
    let known = old.map { group in
      GroupCount(
        id: group.id, counts: group.counts, split: first[group.id]?.split, fold: first[group.id]?.fold)
    }
    let second = try GroupedSplit(groups: known + groups.dropFirst(old.count), seed: 3)
    #expect(old.allSatisfy { second[$0.id] == first[$0.id] })
    let again = groups.map {
      GroupCount(id: $0.id, counts: $0.counts, split: second[$0.id]?.split, fold: second[$0.id]?.fold)
    }
    #expect(try GroupedSplit(groups: again, seed: 99).places == second.places)
  }

  @Test("new groups go where old ones are missing")
  func filling() throws {
    let old = (0..<80).map { GroupCount(id: "old \($0)", counts: ["GUN": 1], split: .train, fold: $0 % 4) }
    let new = (0..<20).map { GroupCount(id: "new \($0)", counts: ["GUN": 1]) }
    let split = try GroupedSplit(groups: old + new, seed: 0)
    #expect(new.count { split[$0.id]?.split == .test } == 10)
    #expect(new.count { split[$0.id]?.split == .val } == 10)
    #expect(new.allSatisfy { split[$0.id]?.fold == nil || split[$0.id]?.fold == 4 })
  }

  @Test("a group whose split is known but not its fold gets one")
  func foldMissing() throws {
    let split = try GroupedSplit(
      groups: [
        GroupCount(id: "a", counts: ["GUN": 1], split: .val), GroupCount(id: "b", counts: [:], split: .test),
      ],
      seed: 0)
    #expect(split["a"]?.split == .val)
    #expect(split["a"]?.fold != nil)
    #expect(split["b"]?.split == .test)
    #expect(split["b"]?.fold == nil)
  }

  @Test("the leaky split deals out rows, near 80/10/10")
  func leaky() throws {
    let rows = (0..<1000).map { (id: "chunk \($0)", label: $0 % 4 == 0 ? "GUN" : "ENV") }
    let split = try GroupedSplit.leaky(rows: rows, seed: 0)
    for part in Split.allCases {
      let own = rows.filter { split[$0.id]?.split == part }
      #expect(own.count == Int(part.share * 1000))
      #expect(own.count { $0.label == "GUN" } == own.count / 4)
    }
  }

  @Test("groups that cannot be are refused")
  func refused() {
    func groups(_ groups: GroupCount..., folds: Int = 5) throws -> GroupedSplit {
      try GroupedSplit(groups: groups, seed: 0, folds: folds)
    }
    #expect(throws: EvaluationError.groupTwice(id: "a")) {
      try groups(GroupCount(id: "a", counts: [:]), GroupCount(id: "a", counts: ["GUN": 1]))
    }
    #expect(throws: EvaluationError.negativeCount(group: "a", label: "GUN", count: -1)) {
      try groups(GroupCount(id: "a", counts: ["GUN": -1]))
    }
    #expect(throws: EvaluationError.foldUnknown(group: "a", fold: 5, folds: 5, split: .train)) {
      try groups(GroupCount(id: "a", counts: [:], split: .train, fold: 5))
    }
    #expect(throws: EvaluationError.foldUnknown(group: "a", fold: 1, folds: 5, split: .test)) {
      try groups(GroupCount(id: "a", counts: [:], split: .test, fold: 1))
    }
    #expect(throws: EvaluationError.tooFewFolds(1)) { try groups(folds: 1) }
  }
}
