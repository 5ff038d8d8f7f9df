/// The outermost of the elements that lie in one column.
struct ColumnEnds<Element> {
  let column: Int
  let first: Element
  let last: Element
}

extension TimeAxis {
  /// The ends of each column that has some of the elements, which ascend by their offsets.
  ///
  /// The next column's first element is found by halving: a hundred thousand elements cost no more than the columns that they
  /// are in.
  func ends<Element>(of elements: [Element], _ offset: (Element) -> Int) -> [ColumnEnds<Element>] {
    let shown = elements.within(from: range.lowerBound, to: range.upperBound, offset)
    var ends: [ColumnEnds<Element>] = []
    var index = shown.startIndex
    while index < shown.endIndex {
      guard let column = column(of: offset(shown[index])) else {
        index += 1
        continue
      }
      var (next, end) = (index + 1, shown.endIndex)
      while next < end {
        let middle = next + (end - next) / 2
        if (self.column(of: offset(shown[middle])) ?? .max) > column {
          end = middle
        } else {
          next = middle + 1
        }
      }
      ends.append(ColumnEnds(column: column, first: shown[index], last: shown[next - 1]))
      index = next
    }
    return ends
  }
}
