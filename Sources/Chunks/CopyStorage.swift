import Augmentation

/// What a thread makes copies in, one after the other: each takes the place of the one before, so whoever needs it for
/// longer keeps a copy of its own.
package struct CopyStorage: Sendable {
  /// The chunk on its way through the recipe.
  var clip: Clip
  /// The thread's own: what threads share, they wait for each other to count.
  let recipe: PreparedRecipe

  /// The samples of the last chunk or copy.
  package var samples: [Float] { clip.samples }

  /// For chunks of so many samples.
  init(length: Int, recipe: PreparedRecipe) {
    clip = Clip(samples: [Float](repeating: 0, count: length))
    self.recipe = recipe
  }
}
