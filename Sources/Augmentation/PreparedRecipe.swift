import Basis

/// A recipe that is ready to be drawn from, for a great many chunks.
package struct PreparedRecipe: Sendable {
  indirect enum Step: Sendable {
    case transform(any PreparedStep)
    case oneOf([(weight: Double, part: Part)])
    case sequence([Part])
  }

  struct Part: Sendable {
    var step: Step
    var probability: Double
  }

  private let parts: [Part]

  /// Resolves the recipe's settings and defaults.
  package init(_ recipe: Recipe) { parts = recipe.steps.map(PreparedRecipe.part) }

  static func part(_ step: RecipeStep) -> Part {
    let prepared: Step =
      switch step.content {
      case .transform(let type, let settings): .transform(type.prepared(settings))
      case .oneOf(let choices): .oneOf(choices.map { ($0.weight, part($0.step)) })
      case .sequence(let steps): .sequence(steps.map(part))
      }
    return Part(step: prepared, probability: step.probability)
  }

  /// Draws one copy of a chunk.
  ///
  /// - Parameter key: names seed, chunk and copy; nothing else decides what is drawn.
  package func draw(_ facts: ClipFacts, _ materials: some Materials, key: RandomKey) -> DrawnCopy {
    var facts = facts
    var drawn: [DrawnStep] = []
    for (index, part) in parts.enumerated() {
      PreparedRecipe.draw(part, &facts, materials, key.adding(index), into: &drawn)
    }
    return DrawnCopy(steps: drawn)
  }

  static func draw(
    _ part: Part, _ facts: inout ClipFacts, _ materials: some Materials, _ key: RandomKey,
    into drawn: inout [DrawnStep]
  ) {
    var generator = key.generator()
    guard generator.chance(part.probability) else { return }
    switch part.step {
    case .transform(let transform):
      let step = transform.drawn(facts, materials, transformKey(key))
      if step.skipped == nil, case .waveform(let change) = step.change { facts = change.moved(facts) }
      drawn.append(step)
    case .oneOf(let choices):
      var rest = generator.unit() * choices.reduce(0) { $0 + $1.weight }
      let index = choices.firstIndex { choice in
        rest -= choice.weight
        return rest < 0
      }
      // Rounding may leave a rest behind the last one.
      guard let place = index ?? choices.indices.last else { return }
      draw(choices[place].part, &facts, materials, key.adding(names.oneOf).adding(place), into: &drawn)
    case .sequence(let parts):
      for (index, part) in parts.enumerated() {
        draw(part, &facts, materials, key.adding(names.sequence).adding(index), into: &drawn)
      }
    }
  }

  /// What a transform's parameters are drawn by, of the key of its step.
  static func transformKey(_ key: RandomKey) -> RandomKey { key.adding(names.transform) }

  private static let names = (
    transform: RandomKey.name("transform"), oneOf: RandomKey.name("one_of"),
    sequence: RandomKey.name("sequence")
  )
}
