/// Grows a tree with a limited number of leaves: the split that lowers impurity most is made next.
struct BestFirst {
  /// Planned splits, the best one at the front (a binary heap; the older node first among equals).
  private var heap: [PlannedSplit] = []

  /// Splits `grower`'s nodes until it has `leaves` leaves or none may be split.
  static func grow(_ grower: inout TreeGrower, leaves: Int) {
    var queue = BestFirst()
    if let root = grower.plan(0) { queue.push(root) }
    var count = 1
    while count < leaves, let best = queue.pop() {
      grower.make(best)
      count += 1
      for child in (grower.tree.count - 2)..<grower.tree.count {
        if let planned = grower.plan(child) { queue.push(planned) }
      }
    }
  }

  private static func precedes(_ one: PlannedSplit, _ other: PlannedSplit) -> Bool {
    one.decrease > other.decrease || (one.decrease == other.decrease && one.node < other.node)
  }

  private mutating func push(_ planned: PlannedSplit) {
    heap.append(planned)
    var place = heap.count - 1
    while place > 0, BestFirst.precedes(heap[place], heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() -> PlannedSplit? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      let children = [2 * place + 1, 2 * place + 2].filter { $0 < heap.count }
      guard let best = children.min(by: { BestFirst.precedes(heap[$0], heap[$1]) }),
        BestFirst.precedes(heap[best], heap[place])
      else { return first }
      heap.swapAt(place, best)
      place = best
    }
  }
}
