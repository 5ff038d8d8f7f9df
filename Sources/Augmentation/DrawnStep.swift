import Basis

/// A drawn change, and whether it was done.
package struct DrawnStep: Sendable, Equatable {
  /// The change.
  package var change: Change
  /// Why it was not done; `nil` where it was.
  package var skipped: Skip?

  /// Whatever it changes.
  package var transform: any Transform { change.transform }

  /// A change that is to be done.
  package init(_ transform: some Transform, skipped: Skip? = nil) {
    change = transform.change
    self.skipped = skipped
  }

  /// Whether the same change was drawn, with the same fate.
  package static func == (left: DrawnStep, right: DrawnStep) -> Bool {
    left.skipped == right.skipped && left.transform.isEqual(right.transform)
  }
}

extension Transform {
  fileprivate func isEqual(_ other: any Transform) -> Bool { (other as? Self) == self }

  /// What people must know of its parameters.
  package static var descriptions: [ParameterDescription] { parameters.map(\.description) }
}
