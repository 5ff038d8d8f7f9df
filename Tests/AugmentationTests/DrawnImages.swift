import Augmentation
import Basis
import Testing

/// Log-mel images, and what transforms of images are drawn for them.
enum DrawnImages {
  /// A log-mel image with a shot in it.
  static func image(nMels: Int = 32, frames: Int = 33, seed: UInt64 = 1, onset: ClosedRange<Int>? = 8...12)
    -> LogMelImage
  {
    var generator = RandomKey(seed: seed).adding("image").generator()
    let values = (0..<nMels * frames).map { index in
      Float(-70 + 10 * generator.gaussian() + (index % frames >= 10 ? 30 : 0))
    }
    return LogMelImage(values: values, nMels: nMels, frames: frames, onset: onset)
  }

  /// A transform as a recipe of one step draws it.
  static func drawn<Kind: ImageTransform>(
    _ type: Kind.Type, _ settings: [String: Setting], seed: Int, onset: Int? = 1000
  ) throws -> Kind {
    let recipe = Recipe(name: "mask", steps: [RecipeStep(.transform(type, Settings(settings)))])
    let drawn = recipe.draw(
      ClipFacts(onset: onset, isPositive: true), NoMaterials(), key: RandomKey(seed: UInt64(seed)))
    return try #require(drawn.steps[0].transform as? Kind)
  }

  /// The bands and frames with cells that differ.
  static func changed(_ before: LogMelImage, _ after: LogMelImage) -> (
    bands: Set<Int>, frames: Set<Int>
  ) {
    let cells = before.values.indices.filter { before.values[$0] != after.values[$0] }
    return (Set(cells.map { $0 / before.frames }), Set(cells.map { $0 % before.frames }))
  }
}
