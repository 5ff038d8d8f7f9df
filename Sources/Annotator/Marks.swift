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
  /// How many tags there are of each label that has some: counted along, since every screen tells it.
  package private(set) var counts: [String: Int] = [:]
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
    for tag in tags { counts[tag.label, default: 0] += 1 }
  }

  /// Where the tags are, ascending.
  package var offsets: [Int] { tags.map(\.offset) }

  /// Where the tags of a label are, ascending.
  package func offsets(of label: String) -> [Int] {
    counts[label] == tags.count ? offsets : tags.filter { $0.label == label }.map(\.offset)
  }

  /// The tag nearest to `offset`, at most `reach` samples away; the earlier of two.
  package func nearest(_ offset: Int, within reach: Int) -> Tag? {
    let near = tags.near(offset, within: reach, \.offset)
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
    case .addTag(_, let label, let offset): set([Tag(label: label, offset: offset)], label, isThere: true)
    case .removeTag(_, let label, let offset): set([Tag(label: label, offset: offset)], label, isThere: false)
    case .addIgnored(let span): if !ignored.contains(span) { ignored.append(span) }
    case .removeIgnored(let span): ignored.removeAll { $0 == span }
    case .addReviewed(let span): if !reviewed.contains(span) { reviewed.append(span) }
    case .removeReviewed(let span): reviewed.removeAll { $0 == span }
    case .reject(_, let offset): setRejected([offset], isThere: true)
    case .unreject(_, let offset): setRejected([offset], isThere: false)
    case .many(let many):
      if let label = many.label {
        set(many.offsets.map { Tag(label: label, offset: $0) }, label, isThere: many.isThere)
      } else {
        setRejected(many.offsets, isThere: many.isThere)
      }
    }
  }

  private mutating func set(_ ascending: [Tag], _ label: String, isThere: Bool) {
    let change =
      isThere
      ? tags.insert(ascending: ascending, by: Marks.precedes).count
      : -tags.remove(ascending: ascending, by: Marks.precedes).count
    let count = counts[label, default: 0] + change
    counts[label] = count > 0 ? count : nil
  }

  private mutating func setRejected(_ ascending: [Int], isThere: Bool) {
    if isThere {
      rejected.insert(ascending: ascending, by: <)
    } else {
      rejected.remove(ascending: ascending, by: <)
    }
  }

  private static func precedes(_ left: Tag, _ right: Tag) -> Bool {
    left.offset != right.offset ? left.offset < right.offset : left.label < right.label
  }
}
