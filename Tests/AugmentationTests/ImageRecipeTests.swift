import Augmentation
import Basis
import Testing

@Suite("Batches of images changed in place")
struct ImageRecipeTests {
  /// Any settings that its parameters allow, at any probability.
  private static func step(_ type: any ImageTransform.Type, _ generator: inout KeyedGenerator) -> RecipeStep {
    var settings = Settings()
    for description in type.descriptions where description.isSettable && generator.chance(0.7) {
      switch description.kind {
      case .range(let allowed, let standard, _):
        let ends = [standard, allowed][generator.below(2)]
        let first = generator.number(in: ends).rounded(.down)
        let second = generator.number(in: ends).rounded(.down)
        settings[description.name] = .range(
          max(allowed.lowerBound, min(first, second))...max(allowed.lowerBound, max(first, second)))
      case .choice(let words, _): settings[description.name] = .text(words[generator.below(words.count)])
      case .flag: settings[description.name] = .flag(generator.chance(0.5))
      default: break
      }
    }
    return RecipeStep(.transform(type, settings), probability: [1, 0.5, 0.1][generator.below(3)])
  }

  /// Steps of all kinds, nested.
  private static func recipe(_ number: Int) -> Recipe {
    var generator = RandomKey(seed: 6).adding("recipe").adding(number).generator()
    let types = Transforms.all.compactMap { $0 as? any ImageTransform.Type }
    func step(_ depth: Int) -> RecipeStep {
      switch generator.below(depth == 0 ? 1 : 6) {
      case 0, 1, 2, 3: return Self.step(types[generator.below(types.count)], &generator)
      case 4: return RecipeStep(.sequence((0..<2).map { _ in step(depth - 1) }), probability: 0.7)
      default:
        let choices = (1...3).map { RecipeStep.Choice(weight: Double($0), step: step(depth - 1)) }
        return RecipeStep(.oneOf(choices), probability: 0.7)
      }
    }
    return Recipe(name: "drawn", steps: (0..<1 + generator.below(4)).map { _ in step(2) })
  }

  private static func facts(_ index: Int) -> ClipFacts {
    ClipFacts(onset: index % 3 == 0 ? nil : 100 * (index % 30), isPositive: index % 4 != 0)
  }

  private static func key(_ index: Int) -> RandomKey { RandomKey(seed: 4).adding(index) }

  /// The recipe in a batch gives what drawing and applying one image after the other gives.
  private static func check(_ recipe: Recipe, nMels: Int, frames: Int, count: Int, jobs: Int) throws {
    let images = (0..<count).map { index in
      DrawnImages.image(
        nMels: nMels, frames: frames, seed: UInt64(index),
        onset: facts(index).onset == nil ? nil : index % (frames - 2)...index % (frames - 2) + 1)
    }
    let prepared = PreparedRecipe(recipe)
    let expected = images.enumerated().flatMap { index, image in
      var image = image
      prepared.draw(facts(index), NoMaterials(), key: key(index)).apply(to: &image)
      return image.values
    }
    let batched = try #require(ImageRecipe(recipe))
    var batch = images.flatMap(\.values)
    batch.withUnsafeMutableBufferPointer { cells in
      batched.change(cells, nMels: nMels, frames: frames, jobs: jobs) { index, cells in
        let image = LogMelCells(cells.values, nMels: nMels, frames: frames, onset: images[index].onset)
        return ImageRecipe.Image(image, facts(index), key: key(index))
      }
    }
    #expect(batch.map(\.bitPattern) == expected.map(\.bitPattern), "\(recipe.steps)")
  }

  @Test("any recipe of images gives the bytes that drawing and applying one by one gives", arguments: 0..<60)
  func twin(number: Int) throws {
    let (nMels, frames) = [(32, 33), (32, 33), (64, 20), (5, 4)][number % 4]
    try Self.check(
      Self.recipe(number), nMels: nMels, frames: frames, count: [1, 64, 130][number % 3], jobs: 1 + number % 3
    )
  }

  @Test("so does each transform alone with its defaults")
  func defaults() throws {
    for type in Transforms.all where type is any ImageTransform.Type {
      try Self.check(TransformsTests.recipe(type), nMels: 32, frames: 33, count: 70, jobs: 2)
    }
  }

  @Test("so do the ready recipes of images; those with a step that changes samples are none")
  func ready() throws {
    var found: [String] = []
    for file in ReadyRecipes.files {
      let recipe = try Recipe(reading: file)
      let isOfImages = recipe.transforms.allSatisfy { $0 is any ImageTransform.Type }
      #expect((ImageRecipe(recipe) != nil) == isOfImages)
      guard isOfImages else { continue }
      found.append(recipe.name)
      try Self.check(recipe, nMels: 32, frames: 33, count: 200, jobs: 2)
    }
    #expect(
      found.sorted() == ["original", "specaugment-lb", "specaugment-ld", "specaugment-sm", "specaugment-ss"])
  }
}
