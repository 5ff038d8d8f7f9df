import Augmentation
import Basis
import Evaluation

/// What a run of augmenting did.
package struct AugmentingResult: Sendable {
  /// Copies made in this run.
  package var made = 0
  /// Copies of an earlier run of the same recipe that this one took away.
  package var removed = 0
  /// Copies that were turned down so that nothing lies beyond full scale.
  package var scaled = 0
  /// How often a transform was drawn but could not be done, and why.
  package var skips: [Skipped: Int] = [:]
  /// All chunks of the set, by label and split.
  package var counts: [String: [Split: Int]] = [:]
  /// Chunks that could not be read; everything else was done.
  package private(set) var failures: [any ThreePartError] = []
  private var named = Set<String>()
  /// What the copies are not although it was asked for: sentences without a full stop.
  package var warnings: [String] = []

  /// A transform, and why it was not done.
  package struct Skipped: Hashable, Sendable, Comparable {
    /// The transform's name.
    package var transform: String
    /// A clause for people.
    package var reason: String

    /// Sorted by name.
    package static func < (left: Skipped, right: Skipped) -> Bool {
      (left.transform, left.reason) < (right.transform, right.reason)
    }
  }

  /// Notes what is wrong with a chunk: once, however many copies it was to have. Its place alone tells which it is, as
  /// libsndfile's words for a torn file may be those of another thread's.
  mutating func fail(_ error: any ThreePartError) {
    if named.insert(error.place).inserted { failures.append(error) }
  }

  mutating func count(_ copy: DrawnCopy) {
    made += 1
    if copy.scaledDB != 0 { scaled += 1 }
    for step in copy.steps {
      guard let skip = step.skipped else { continue }
      skips[Skipped(transform: type(of: step.transform).name, reason: skip.reason), default: 0] += 1
    }
  }
}
