/// Distributes indivisible items over parts so that each part gets its share of every label.
///
/// 1. Items that hold more of a label than the smallest part is to get come first, the largest first, and go
///    where χ² = Σ (held / total − share)² / share grows least. So a giant goes into the largest part.
/// 2. The rest follows in an order that is random but fixed by the items' keys, those with the rarest label
///    first (Sechidis, Tsoumakas, Vlahavas: On the stratification of multi-label data, 2011). Each goes where
///    the relative deficit is largest. An item's size has no say in where it goes, so that no part is left with
///    the small ones, and with one label an item a part exceeds its share by less than one item.
/// 3. Items move where a part would otherwise hold nothing of a label; where there are few, they also move and
///    change places as long as χ² falls.
struct Apportionment {
  /// One part: the share that it is to get, and how much it matters that it holds each label at all.
  struct Part {
    let share: Double
    let importance: Double
  }

  /// One item: its rank among its like, what it counts of each label, and the part that it must stay in.
  struct Item {
    let rank: UInt64
    let counts: [Double]
    let fixed: Int?
  }

  /// Above this number of free items, moves are only made to fill parts that are empty.
  private static let fewItems = 128

  private let items: [Item]
  private let parts: [Part]
  private let totals: [Double]
  private var held: [[Double]]
  private var itemsHeld: [Double]
  /// The part of each item, in the order of the items.
  private(set) var places: [Int]

  /// Places all items; their order matters only where two of them have the same rank.
  init(_ items: [Item], labels: Int, parts: [Part]) {
    self.items = items
    self.parts = parts
    totals = (0..<labels).map { label in items.reduce(0) { $0 + $1.counts[label] } }
    held = [[Double]](repeating: [Double](repeating: 0, count: labels), count: parts.count)
    itemsHeld = [Double](repeating: 0, count: parts.count)
    places = [Int](repeating: 0, count: items.count)
    for index in items.indices { if let part = items[index].fixed { put(index, into: part) } }
    let free = items.indices.filter { items[$0].fixed == nil }.sorted { items[$0].rank < items[$1].rank }
    placeLarge(free.filter(isLarge))
    placeRest(free.filter { !isLarge($0) })
    improve(free)
  }

  private mutating func put(_ index: Int, into part: Int) {
    places[index] = part
    itemsHeld[part] += 1
    for (label, count) in items[index].counts.enumerated() { held[part][label] += count }
  }

  private func fraction(_ count: Double, _ label: Int) -> Double {
    totals[label] > 0 ? count / totals[label] : 0
  }

  /// The largest fraction of a label's total that the item holds.
  private func size(_ index: Int) -> Double {
    items[index].counts.enumerated().reduce(0) { max($0, fraction($1.element, $1.offset)) }
  }

  private func isLarge(_ index: Int) -> Bool {
    size(index) > (parts.map(\.share).min() ?? 0)
  }

  // MARK: Placing

  private mutating func placeLarge(_ large: [Int]) {
    let sized = large.map { (index: $0, size: size($0)) }
    for (index, _) in sized.sorted(by: {
      $0.size == $1.size ? items[$0.index].rank < items[$1.index].rank : $0.size > $1.size
    }) {
      let growth = parts.indices.map { part in
        zip(items[index].counts.indices, items[index].counts).reduce(0.0) { sum, entry in
          sum + misfit(part, entry.0, held[part][entry.0] + entry.1)
            - misfit(part, entry.0, held[part][entry.0])
        }
      }
      put(index, into: best(growth.map { -$0 }))
    }
  }

  private mutating func placeRest(_ rest: [Int]) {
    let holders = totals.indices.map { label in rest.count { items[$0].counts[label] > 0 } }
    let rarity = rest.map { index in
      (
        index: index,
        rarity: totals.indices.filter { items[index].counts[$0] > 0 }.map { holders[$0] }.min() ?? 0
      )
    }
    for (index, _) in rarity.sorted(by: {
      ($0.rarity, items[$0.index].rank) < ($1.rarity, items[$1.index].rank)
    }) {
      let deficit = parts.indices.map { part in
        items[index].counts.enumerated().reduce(0.0) { sum, entry in
          let missing = 1 - fraction(held[part][entry.offset], entry.offset) / parts[part].share
          return sum + fraction(entry.element, entry.offset) * missing
        }
      }
      put(index, into: best(deficit))
    }
  }

  /// The part with the highest value; among equals the one that holds the fewest items for its share, then the first.
  private func best(_ values: [Double]) -> Int {
    var choice = 0
    for part in values.indices.dropFirst() {
      let fewer = itemsHeld[part] / parts[part].share < itemsHeld[choice] / parts[choice].share
      if values[part] > values[choice] || (values[part] == values[choice] && fewer) { choice = part }
    }
    return choice
  }

  // MARK: Improving

  /// One label's and part's term of χ² where the part holds `count`.
  private func misfit(_ part: Int, _ label: Int, _ count: Double) -> Double {
    guard totals[label] > 0 else { return 0 }
    let difference = count / totals[label] - parts[part].share
    return difference * difference / parts[part].share
  }

  private mutating func improve(_ free: [Int]) {
    let few = free.count <= Apportionment.fewItems
    // Each change lowers (empty cells, χ²), so this ends by itself; the limit only guards against rounding.
    for _ in 0..<100 {
      var changed = false
      for index in free { changed = moveIfBetter(index, alsoForBalance: few) || changed }
      if few { changed = exchange(free) || changed }
      if !changed { return }
    }
  }

  private mutating func moveIfBetter(_ index: Int, alsoForBalance: Bool) -> Bool {
    let source = places[index]
    for target in parts.indices where target != source {
      if isBetter(items[index].counts, from: source, to: target, alsoForBalance: alsoForBalance) {
        transfer(items[index].counts, from: source, to: target)
        itemsHeld[source] -= 1
        itemsHeld[target] += 1
        places[index] = target
        return true
      }
    }
    return false
  }

  private mutating func exchange(_ free: [Int]) -> Bool {
    var changed = false
    for (position, first) in free.enumerated() {
      for second in free[(position + 1)...] where places[first] != places[second] {
        let net = zip(items[first].counts, items[second].counts).map { $0 - $1 }
        guard isBetter(net, from: places[first], to: places[second], alsoForBalance: true) else { continue }
        transfer(net, from: places[first], to: places[second])
        places.swapAt(first, second)
        changed = true
      }
    }
    return changed
  }

  private mutating func transfer(_ net: [Double], from source: Int, to target: Int) {
    for (label, count) in net.enumerated() {
      held[source][label] -= count
      held[target][label] += count
    }
  }

  /// Whether fewer parts are without a label after the transfer, or as many with a lower χ².
  private func isBetter(_ net: [Double], from source: Int, to target: Int, alsoForBalance: Bool) -> Bool {
    var (emptiness, balance) = (0.0, 0.0)
    for (label, count) in net.enumerated() where count != 0 {
      for (part, change) in [(source, -count), (target, count)] {
        let (before, after) = (held[part][label], held[part][label] + change)
        emptiness += parts[part].importance * ((after == 0 ? 1 : 0) - (before == 0 ? 1 : 0))
        balance += misfit(part, label, after) - misfit(part, label, before)
      }
    }
    return emptiness < 0 || (alsoForBalance && emptiness == 0 && balance < -1e-12)
  }
}
