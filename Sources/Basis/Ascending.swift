// Arrays that ascend and hold each element once, as sets whose elements lie in their order in memory.
extension Array where Element: Equatable {
  /// Where an element stands, or would stand; by halving.
  @inlinable
  public func place(of element: Element, by precedes: (Element, Element) -> Bool) -> (index: Int, found: Bool)
  {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(self[middle], element) { low = middle + 1 } else { high = middle }
    }
    return (low, low < count && self[low] == element)
  }

  /// Puts elements that ascend too into their places, in one pass; returns those that were not there.
  @inlinable
  @discardableResult
  public mutating func insert(ascending new: [Element], by precedes: (Element, Element) -> Bool) -> [Element]
  {
    if new.count < 8 { return new.filter { set($0, isThere: true, by: precedes) } }
    if let last, let first = new.first, !precedes(last, first) {
      return merge(new, by: precedes, keepsBoth: true)
    }
    self += new
    return new
  }

  /// Takes elements that ascend too away, in one pass; returns those that were there.
  @inlinable
  @discardableResult
  public mutating func remove(ascending old: [Element], by precedes: (Element, Element) -> Bool) -> [Element]
  {
    if old.count < 8 { return old.filter { set($0, isThere: false, by: precedes) } }
    if old == self {
      removeAll()
      return old
    }
    return merge(old, by: precedes, keepsBoth: false)
  }

  /// Says whether it made a difference.
  @inlinable
  mutating func set(_ element: Element, isThere: Bool, by precedes: (Element, Element) -> Bool) -> Bool {
    let (index, found) = place(of: element, by: precedes)
    guard found != isThere else { return false }
    if isThere { insert(element, at: index) } else { remove(at: index) }
    return true
  }

  /// Returns which of `others` made a difference.
  @inlinable
  mutating func merge(
    _ others: [Element], by precedes: (Element, Element) -> Bool, keepsBoth: Bool
  ) -> [Element] {
    var (merged, different) = ([Element](), [Element]())
    merged.reserveCapacity(count + (keepsBoth ? others.count : 0))
    different.reserveCapacity(others.count)
    var own = 0
    for other in others {
      while own < count, precedes(self[own], other) {
        merged.append(self[own])
        own += 1
      }
      let isThere = own < count && self[own] == other
      if isThere { own += 1 }
      if isThere != keepsBoth { different.append(other) }
      if keepsBoth { merged.append(other) }
    }
    merged += self[own...]
    self = merged
    return different
  }
}
