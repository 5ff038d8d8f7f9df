import Basis
import Evaluation

/// What ties recordings together, so that they are never divided between splits.
package struct Grouping: Sendable {
  /// A recording, and the group that the set already has it in.
  package struct Member: Sendable {
    package var recording: Path
    package var settled: Settled?

    package init(recording: Path, settled: Settled? = nil) {
      self.recording = recording
      self.settled = settled
    }
  }

  /// The group, split and fold that a recording of the set keeps.
  package struct Settled: Hashable, Sendable {
    package var group: Path
    package var split: Split
    package var fold: Int?

    package init(group: Path, split: Split, fold: Int?) {
      self.group = group
      self.split = split
      self.fold = fold
    }
  }

  /// A group that the ties made.
  package struct Group: Equatable, Sendable {
    /// The path of one of its recordings: the least when the group came to be.
    package var name: Path
    package var settled: Settled?
    /// Indices of its members, ascending.
    package var members: [Int]
  }

  /// A member left out because it would tie what the set has already divided.
  package struct Conflict: Equatable, Sendable {
    package var member: Int
    package var first: Settled
    package var second: Settled
  }

  private let members: [Member]
  private var parent: [Int]

  package init(_ members: [Member]) {
    self.members = members
    parent = Array(members.indices)
  }

  /// Ties two members together.
  package mutating func tie(_ first: Int, _ second: Int) {
    let roots = [root(of: first), root(of: second)]
    parent[max(roots[0], roots[1])] = min(roots[0], roots[1])
  }

  private mutating func root(of member: Int) -> Int {
    var root = member
    while parent[root] != root { root = parent[root] }
    var step = member
    while parent[step] != root { (step, parent[step]) = (parent[step], root) }
    return root
  }

  /// The groups in the order of their names, and the new members that would tie together what is already
  /// divided: they have to be left out.
  package mutating func groups() -> (groups: [Group], conflicts: [Conflict]) {
    var parts: [Int: [Int]] = [:]
    for member in members.indices { parts[root(of: member), default: []].append(member) }
    var groups: [Group] = []
    var conflicts: [Conflict] = []
    for part in parts.values {
      let places = Set(part.compactMap { members[$0].settled }).sorted { $0.group < $1.group }
      if let first = places.first, let second = places.first(where: { !$0.sharesPart(with: first) }) {
        for member in part where members[member].settled == nil {
          conflicts.append(Conflict(member: member, first: first, second: second))
        }
        for place in places {
          groups.append(
            Group(name: place.group, settled: place, members: part.filter { members[$0].settled == place }))
        }
      } else if let name = places.first?.group ?? part.map({ members[$0].recording }).min() {
        groups.append(Group(name: name, settled: places.first, members: part))
      }
    }
    return (groups.sorted { $0.name < $1.name }, conflicts.sorted { $0.member < $1.member })
  }
}

extension Grouping.Settled {
  /// Whether both lie in the same split and fold, so that tying them divides nothing.
  func sharesPart(with other: Grouping.Settled) -> Bool { split == other.split && fold == other.fold }
}
