import CDNN

/// The highest cell of each channel.
final class GlobalMaxPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let (images, cells, channels): (Int, Int, Int)
  private let places: Numbers<UInt32>?

  init(input: Flow, shape: ImageShape, images: Int, isTraining: Bool) throws {
    output = try Flow(shape, images: images, hasGradient: isTraining)
    (self.input, self.images, channels) = (input, images, shape.channels)
    cells = input.shape.height * input.shape.width
    places = isTraining ? try Numbers(output.values.count) : nil
  }

  func forward(_ part: StepPart) -> Int32 {
    cdnn_global_max(images, cells, channels, input.values.start, output.values.start, places?.start)
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let from = output.gradient, let to = input.gradient, let places else { return 0 }
    cdnn_global_max_backward(images, cells, channels, from.start, places.start, to.start)
    return 0
  }
}

/// The mean over the cells of each channel.
final class GlobalAveragePass: LayerPass {
  let output: Flow
  private let input: Flow
  private let (images, cells, channels): (Int, Int, Int)

  init(input: Flow, shape: ImageShape, images: Int, isTraining: Bool) throws {
    output = try Flow(shape, images: images, hasGradient: isTraining)
    (self.input, self.images, channels) = (input, images, shape.channels)
    cells = input.shape.height * input.shape.width
  }

  func forward(_ part: StepPart) -> Int32 {
    cdnn_global_mean(images, cells, channels, input.values.start, output.values.start)
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let from = output.gradient, let to = input.gradient else { return 0 }
    cdnn_global_mean_backward(images, cells, channels, from.start, to.start)
    return 0
  }
}
