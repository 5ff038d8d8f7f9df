import Basis

/// A recipe of transforms of log-mel images alone, ready to be drawn from for whole batches: each image is changed where
/// it lies, and what was drawn is not kept.
///
/// The same bytes come out as from `PreparedRecipe.draw` and `DrawnCopy.apply`, one image after the other.
package struct ImageRecipe: Sendable {
  /// An image of a batch, and what is drawn for it.
  package struct Image {
    /// The image.
    package var cells: LogMelCells
    /// What drawing needs to know of its chunk.
    package var facts: ClipFacts
    /// Names seed, chunk and copy; nothing else decides what is drawn.
    package var key: RandomKey

    /// An image and what is known of it.
    package init(_ cells: LogMelCells, _ facts: ClipFacts, key: RandomKey) {
      self.cells = cells
      self.facts = facts
      self.key = key
    }
  }

  private enum Step: Sendable {
    case change(ImageChange, probability: Double)
    /// A choice or a sequence, drawn as for a single copy.
    case nested(PreparedRecipe.Part)
  }

  private let steps: [Step]

  /// `nil` where the recipe has a step that changes samples.
  package init?(_ recipe: Recipe) {
    guard recipe.transforms.allSatisfy({ $0 is any ImageTransform.Type }) else { return nil }
    steps = recipe.steps.map { step in
      if case .transform(let type, let settings) = step.content, let type = type as? any ImageTransform.Type {
        return .change(type.changing(settings), probability: step.probability)
      }
      return .nested(PreparedRecipe.part(step))
    }
  }

  /// Draws for each image, and changes it.
  package func change(_ images: UnsafeMutableBufferPointer<Image>) {
    for (index, step) in steps.enumerated() {
      switch step {
      case .change(let change, let probability):
        change.body(images, ImageChange.Place(step: index, probability: probability))
      case .nested(let part):
        for place in images.indices { ImageRecipe.change(&images[place], part, index) }
      }
    }
  }

  /// Images that a thread takes at a time.
  private static let block = 64

  /// Draws for each image of a batch `[count, nMels, frames]`, and changes it, on up to `jobs` threads.
  ///
  /// - Parameter image: what is known of an image of the batch, by its number and cells.
  package func change(
    _ batch: UnsafeMutableBufferPointer<Float>, nMels: Int, frames: Int, jobs: Int = Parallel.cores,
    _ image: @Sendable (Int, LogMelCells) -> Image
  ) {
    let size = nMels * frames
    guard size > 0 else { return }
    let count = batch.count / size
    // Threads change images of their own.
    nonisolated(unsafe) let batch = batch
    let blocks = (count + ImageRecipe.block - 1) / ImageRecipe.block
    Parallel.forEach(blocks, jobs: jobs) { number in
      let places = number * ImageRecipe.block..<min(count, (number + 1) * ImageRecipe.block)
      withUnsafeTemporaryAllocation(of: Image.self, capacity: places.count) { images in
        for (slot, place) in places.enumerated() {
          let cells = UnsafeMutableBufferPointer(rebasing: batch[place * size..<(place + 1) * size])
          images.initializeElement(
            at: slot, to: image(place, LogMelCells(cells, nMels: nMels, frames: frames)))
        }
        change(images)
        images.deinitialize()
      }
    }
  }

  private static func change(_ image: inout Image, _ part: PreparedRecipe.Part, _ index: Int) {
    var (facts, drawn) = (image.facts, [DrawnStep]())
    PreparedRecipe.draw(part, &facts, NoMaterials(), image.key.adding(index), into: &drawn)
    DrawnCopy(steps: drawn).apply(to: &image.cells)
  }
}

/// A transform of images with its settings: draws for each image of a batch, and changes it.
package struct ImageChange: Sendable {
  /// Where it stands in its recipe, and how often it is done.
  struct Place: Sendable {
    var step: Int
    var probability: Double
  }

  let body: @Sendable (UnsafeMutableBufferPointer<ImageRecipe.Image>, Place) -> Void
}

extension ImageTransform {
  /// For its own type, so that the loop over a batch knows it.
  @inline(__always)
  package static func changing(_ settings: Settings) -> ImageChange {
    let prepared = PreparedTransform(Self.self, settings)
    return ImageChange { images, place in
      for index in images.indices {
        let key = images[index].key.adding(place.step)
        var generator = key.generator()
        guard generator.chance(place.probability) else { continue }
        prepared.change(&images[index], PreparedRecipe.transformKey(key))
      }
    }
  }
}
