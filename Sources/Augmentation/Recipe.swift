import Basis
import Files

/// What is to be done to the chunks of a set: a file in `Augment/`.
package struct Recipe: Sendable, Equatable {
  /// The file's name without its extension: it names the copies.
  package var name: String
  /// When to use it: a sentence.
  package var about: String
  /// Copies of each chunk.
  package var copies = 1
  /// The share of chunks that get copies, in `0...1`.
  package var share = 1.0
  /// The labels whose chunks get copies; all where it is empty.
  package var labels: [String] = []
  /// Whether labels with fewer chunks get so many more copies that all labels have as many.
  package var balancesLabels = false
  /// Whether copies are brought to levels that tell nothing about the label.
  package var matchesLevels = false
  /// What is done, in this order.
  package var steps: [RecipeStep]
  /// The file's content, which sets keep of the recipes that made them.
  package var source = JSON.Value.null

  /// A recipe.
  package init(name: String, about: String = "", steps: [RecipeStep]) {
    self.name = name
    self.about = about
    self.steps = steps
  }

  /// Draws one copy of a chunk; `PreparedRecipe` does so for many.
  package func draw(_ facts: ClipFacts, _ materials: some Materials, key: RandomKey) -> DrawnCopy {
    PreparedRecipe(self).draw(facts, materials, key: key)
  }

  /// The transforms that it may use.
  package var transforms: [any Transform.Type] { steps.flatMap(\.transforms).map(\.type) }

  /// Whether it asks for the recordings that the chunks were cut from.
  package var usesNeighbours: Bool { transforms.contains { $0.usesNeighbours } }

  /// The folders of sounds that it names, sorted.
  package var folders: [Path] {
    let named = steps.flatMap(\.transforms).flatMap { type, settings in
      type.descriptions.compactMap { description -> Path? in
        guard case .folder = description.kind, let text = settings.text(description.name) else { return nil }
        return text == "set" ? nil : Path(text)
      }
    }
    return Array(Set(named)).sorted()
  }
}

/// A part of a recipe.
package struct RecipeStep: Sendable, Equatable {
  /// What it is.
  package indirect enum Content: Sendable {
    /// A transform and what is said about its parameters.
    case transform(any Transform.Type, Settings)
    /// One of these is taken, by weight.
    case oneOf([Choice])
    /// All of these, in their order.
    case sequence([RecipeStep])
  }

  /// One of several steps.
  package struct Choice: Sendable, Equatable {
    /// How often it is taken, relative to the others; more than 0.
    package var weight: Double
    /// What is done then.
    package var step: RecipeStep

    /// A step and its weight.
    package init(weight: Double = 1, step: RecipeStep) {
      self.weight = weight
      self.step = step
    }
  }

  /// What it is.
  package var content: Content
  /// How often it is done at all, in `0...1`.
  package var probability: Double

  /// A step.
  package init(_ content: Content, probability: Double = 1) {
    self.content = content
    self.probability = probability
  }

  /// Whether both say the same.
  package static func == (left: RecipeStep, right: RecipeStep) -> Bool {
    guard left.probability == right.probability else { return false }
    switch (left.content, right.content) {
    case (.transform(let type, let settings), .transform(let other, let others)):
      return type == other && settings == others
    case (.oneOf(let choices), .oneOf(let others)): return choices == others
    case (.sequence(let steps), .sequence(let others)): return steps == others
    default: return false
    }
  }

  var transforms: [(type: any Transform.Type, settings: Settings)] {
    switch content {
    case .transform(let type, let settings): [(type, settings)]
    case .oneOf(let choices): choices.flatMap(\.step.transforms)
    case .sequence(let steps): steps.flatMap(\.transforms)
    }
  }
}
