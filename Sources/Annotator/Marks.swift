import Annotation
import Basis

/// What is marked in the recording on the screen.
package struct Marks: Equatable, Sendable {
  /// A tag of one label.
  package struct Tag: Hashable, Sendable {
    package var label: String
    package var offset: Int

    package init(label: String, offset: Int) {
      self.label = label
      self.offset = offset
    }
  }

  /// By offset, then label.
  package private(set) var tags: [Tag]
  package private(set) var ignored: [IgnoredSpan]
  package private(set) var reviewed: [ReviewedSpan]
  /// Proposals that were refused, ascending.
  package private(set) var rejected: [Int]

  package init(
    tags: [Tag] = [], ignored: [IgnoredSpan] = [], reviewed: [ReviewedSpan] = [], rejected: [Int] = []
  ) {
    self.tags = tags.sorted(by: Marks.precedes)
    self.ignored = ignored
    self.reviewed = reviewed
    self.rejected = rejected.sorted()
  }

  /// Where the tags are, ascending.
  package var offsets: [Int] { tags.map(\.offset) }

  /// The tag nearest to `offset`, at most `reach` samples away; the earlier of two.
  package func nearest(_ offset: Int, within reach: Int) -> Tag? {
    let near = tags.filter { abs($0.offset - offset) <= reach }
    return near.min { (abs($0.offset - offset), $0.offset) < (abs($1.offset - offset), $1.offset) }
  }

  /// Whether a tag of any label lies at most `reach` samples away.
  package func has(near offset: Int, within reach: Int) -> Bool { nearest(offset, within: reach) != nil }

  /// The ignored span that holds `offset`; the shortest of several.
  package func ignored(at offset: Int) -> IgnoredSpan? {
    ignored.filter { $0.start <= offset && offset < $0.end }.min { $0.end &- $0.start < $1.end &- $1.start }
  }

  package mutating func apply(_ change: AnnotationChange) {
    switch change {
    case .addTag(_, let label, let offset):
      let tag = Tag(label: label, offset: offset)
      let index = Marks.index(of: tag, in: tags, precedes: Marks.precedes)
      if index == tags.endIndex || tags[index] != tag { tags.insert(tag, at: index) }
    case .removeTag(_, let label, let offset):
      let tag = Tag(label: label, offset: offset)
      let index = Marks.index(of: tag, in: tags, precedes: Marks.precedes)
      if index < tags.endIndex, tags[index] == tag { tags.remove(at: index) }
    case .addIgnored(let span): if !ignored.contains(span) { ignored.append(span) }
    case .removeIgnored(let span): ignored.removeAll { $0 == span }
    case .addReviewed(let span): if !reviewed.contains(span) { reviewed.append(span) }
    case .removeReviewed(let span): reviewed.removeAll { $0 == span }
    case .reject(_, let offset):
      let index = Marks.index(of: offset, in: rejected, precedes: <)
      if index == rejected.endIndex || rejected[index] != offset { rejected.insert(offset, at: index) }
    case .unreject(_, let offset):
      let index = Marks.index(of: offset, in: rejected, precedes: <)
      if index < rejected.endIndex, rejected[index] == offset { rejected.remove(at: index) }
    }
  }

  /// Where an element is in what ascends, or would be: one act may have a hundred thousand.
  private static func index<Element>(
    of element: Element, in sorted: [Element], precedes: (Element, Element) -> Bool
  ) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(sorted[middle], element) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func precedes(_ left: Tag, _ right: Tag) -> Bool {
    (left.offset, left.label) < (right.offset, right.label)
  }
}
