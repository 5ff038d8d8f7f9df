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

  /// By offset, then label; without those that say no more than that a proposal was refused.
  package private(set) var tags: [Tag]
  /// How many tags there are of each label that has some: counted along, since every screen tells it.
  package private(set) var counts: [String: Int] = [:]
  package private(set) var ignored: [IgnoredSpan]
  package private(set) var reviewed: [ReviewedSpan]
  /// Proposals that were refused, ascending.
  package private(set) var rejected: [Int]
  /// Those of them that have a tag of `backgroundLabel`, ascending.
  private var refusals: [Int] = []

  /// The label of what is no shot. A refused proposal has a tag of it as well, so that chunks of it are cut; to the person
  /// that is no mark.
  package static let backgroundLabel = "ENV"

  package init(
    tags: [Tag] = [], ignored: [IgnoredSpan] = [], reviewed: [ReviewedSpan] = [], rejected: [Int] = []
  ) {
    self.tags = tags.sorted(by: Marks.precedes)
    self.ignored = ignored
    self.reviewed = reviewed
    self.rejected = []
    for tag in tags { counts[tag.label, default: 0] += 1 }
    setRejected(rejected.sorted(), isThere: true)
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
    guard label == Marks.backgroundLabel else { return setShown(ascending, label, isThere: isThere) }
    let (refused, others) = (
      ascending.filter { isRejected($0.offset) }, ascending.filter { !isRejected($0.offset) }
    )
    setRefusals(refused.map(\.offset), isThere: isThere)
    setShown(others, label, isThere: isThere)
  }

  private mutating func setShown(_ ascending: [Tag], _ label: String, isThere: Bool) {
    let change =
      isThere
      ? tags.insert(ascending: ascending, by: Marks.precedes).count
      : -tags.remove(ascending: ascending, by: Marks.precedes).count
    let count = counts[label, default: 0] + change
    counts[label] = count > 0 ? count : nil
  }

  private mutating func setRefusals(_ ascending: [Int], isThere: Bool) {
    if isThere {
      refusals.insert(ascending: ascending, by: <)
    } else {
      refusals.remove(ascending: ascending, by: <)
    }
  }

  private func isRejected(_ offset: Int) -> Bool { rejected.index(at: offset, \.self) != nil }

  private mutating func setRejected(_ ascending: [Int], isThere: Bool) {
    let label = Marks.backgroundLabel
    if isThere {
      rejected.insert(ascending: ascending, by: <)
      guard counts[label] != nil else { return }
      let tags = ascending.map { Tag(label: label, offset: $0) }.filter { tag in
        self.tags.within(from: tag.offset, to: tag.offset.saturating(1), \.offset).contains(tag)
      }
      setShown(tags, label, isThere: false)
      setRefusals(tags.map(\.offset), isThere: true)
    } else {
      rejected.remove(ascending: ascending, by: <)
      let freed = ascending.filter { refusals.index(at: $0, \.self) != nil }
      setRefusals(freed, isThere: false)
      setShown(freed.map { Tag(label: label, offset: $0) }, label, isThere: true)
    }
  }

  private static func precedes(_ left: Tag, _ right: Tag) -> Bool {
    left.offset != right.offset ? left.offset < right.offset : left.label < right.label
  }
}
