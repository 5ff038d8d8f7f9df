import Basis

/// A drawn change, and whether it was done.
package struct DrawnStep: Sendable, Equatable {
  /// The change.
  package var transform: any Transform
  /// Why it was not done; `nil` where it was.
  package var skipped: Skip?

  /// A change that is to be done.
  package init(_ transform: any Transform, skipped: Skip? = nil) {
    self.transform = transform
    self.skipped = skipped
  }

  /// Whether the same change was drawn, with the same fate.
  package static func == (left: DrawnStep, right: DrawnStep) -> Bool {
    left.skipped == right.skipped && left.transform.isEqual(right.transform)
  }
}

extension Transform {
  fileprivate func isEqual(_ other: any Transform) -> Bool { (other as? Self) == self }

  /// The values of its parameters, with their units.
  package static var descriptions: [ParameterDescription] { parameters.map(\.description) }

  /// Draws a change of this kind for a chunk.
  static func drawn(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> DrawnStep {
    var value = Self()
    for parameter in parameters {
      // A key each: a new parameter changes nothing of what is drawn for the others.
      let setting = settings[parameter.description.name] ?? parameter.description.standard ?? .flag(false)
      parameter.draw(&value, setting, key.adding(parameter.description.name))
    }
    let skip = value.settle(settings, facts, materials, key.adding("settle"))
    return DrawnStep(value, skipped: skip)
  }

  /// What a recipe says about a parameter with a range, or its default.
  static func range(_ name: String, _ settings: Settings) -> ClosedRange<Double> {
    if let range = settings.range(name) { return range }
    let description = descriptions.first { $0.name == name }
    if case .range(let standard)? = description?.standard { return standard }
    return 0...0
  }
}
