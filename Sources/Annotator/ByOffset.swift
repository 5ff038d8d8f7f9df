/// Elements that ascend by where they lie are found by halving: there may be a hundred thousand of them, and a key waits.
extension RandomAccessCollection where Index == Int {
  /// The index of the first element that does not lie before `place`, or the end.
  func index(notBefore place: Int, _ offset: (Element) -> Int) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if offset(self[middle]) < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The elements from `start` to before `end`.
  func within(from start: Int, to end: Int, _ offset: (Element) -> Int) -> SubSequence {
    let first = index(notBefore: start, offset)
    return self[first..<Swift.max(first, index(notBefore: end, offset))]
  }

  /// The elements at most `reach` samples from `place`.
  func near(_ place: Int, within reach: Int, _ offset: (Element) -> Int) -> SubSequence {
    within(from: place.saturating(-reach), to: place.saturating(reach).saturating(1), offset)
  }

  /// The first element that lies behind `place`.
  func first(behind place: Int, _ offset: (Element) -> Int) -> Element? {
    let index = index(notBefore: place.saturating(1), offset)
    return index < endIndex ? self[index] : nil
  }

  /// The last element that lies before `place`.
  func last(before place: Int, _ offset: (Element) -> Int) -> Element? {
    let index = index(notBefore: place, offset)
    return index > startIndex ? self[index - 1] : nil
  }

  /// The index of the first element that lies exactly at `place`.
  func index(at place: Int, _ offset: (Element) -> Int) -> Int? {
    let index = index(notBefore: place, offset)
    return index < endIndex && offset(self[index]) == place ? index : nil
  }

  /// The first element that lies exactly at `place`.
  func first(at place: Int, _ offset: (Element) -> Int) -> Element? {
    index(at: place, offset).map { self[$0] }
  }
}

extension Int {
  /// The sum, or the number nearest to it that there is: no recording is so long, but a file may say so.
  func saturating(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }
}
