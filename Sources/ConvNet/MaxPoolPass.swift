import CDNN

/// The highest cell of each block; a dropout before it is done in the same pass.
final class MaxPoolPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let mask: DropoutMask?
  private var form: cdnn_pool
  private let places: Numbers<UInt16>?
  private let convolution: ConvolutionPass?

  /// - Parameter convolution: what lies right before, where it goes back together with this.
  init(
    _ size: NetworkDescription.Size, mask: DropoutMask?, input: Flow, shape: ImageShape, images: Int,
    isTraining: Bool, convolution: ConvolutionPass?
  ) throws {
    output = try Flow(shape, images: images, hasGradient: isTraining)
    (self.input, self.mask, self.convolution) = (input, mask, convolution)
    form = cdnn_pool(
      images: images, height: input.shape.height, width: input.shape.width, channels: input.shape.channels,
      block_height: size.height, block_width: size.width)
    places = isTraining ? try Numbers(output.values.count) : nil
  }

  func forward(_ part: StepPart) -> Int32 {
    if var dropout = mask?.form(part) {
      cdnn_max_pool(&form, &dropout, input.values.start, output.values.start, places?.start)
    } else {
      cdnn_max_pool(&form, nil, input.values.start, output.values.start, places?.start)
    }
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    if let convolution, let places {
      convolution.backward(pooled: output, places: places, scale: mask?.scale ?? 1)
      return 0
    }
    guard let from = output.gradient, let to = input.gradient, let places else { return 0 }
    cdnn_max_pool_backward(&form, mask?.scale ?? 1, from.start, places.start, to.start)
    return 0
  }
}
