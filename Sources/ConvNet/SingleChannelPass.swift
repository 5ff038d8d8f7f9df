import CDNN

/// A convolution of images of one channel with all that follows up to a max pool, in one: a network's first layers.
final class SingleChannelPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let mask: DropoutMask?
  private let own: OpaquePointer
  private let places: Numbers<UInt16>?
  private let weight: UnsafeMutablePointer<Float>
  private let bias: UnsafeMutablePointer<Float>
  /// The rows of numbers that the pointers lead into.
  private let numbers: LayerNumbers

  /// - Returns: `nil` where the layer cannot be computed so.
  init?(
    _ layer: NetworkDescription.Convolution, pool: NetworkDescription.Size, mask: DropoutMask?, input: Flow,
    shapes: (convolution: ImageShape, pool: ImageShape), images: Int, isTraining: Bool, numbers: LayerNumbers
  ) throws {
    guard let weight = numbers.weight("weight"), let bias = numbers.weight("bias") else { return nil }
    var form = layer.form(input: input.shape, output: shapes.convolution, images: images)
    (form.biased, form.slope) = (true, layer.activation.slope)
    form.needs_input_gradient = input.gradient != nil
    guard cdnn_single_channel_fits(&form) else { return nil }
    output = try Flow(shapes.pool, images: images, hasGradient: isTraining)
    places = isTraining ? try Numbers(output.values.count) : nil
    (self.input, self.mask, self.weight, self.bias, self.numbers) = (input, mask, weight, bias, numbers)
    var made: OpaquePointer?
    let status = cdnn_single_channel_create(&form, pool.height, pool.width, &made)
    guard status == 0, let made else { throw ConvNetError.engine(status, layer: numbers.layer) }
    own = made
  }

  deinit { cdnn_single_channel_destroy(own) }

  func load() -> Int32 {
    cdnn_single_channel_load(own, weight)
    return 0
  }

  func forward(_ part: StepPart) -> Int32 {
    if var dropout = mask?.form(part) {
      cdnn_single_channel_forward(
        own, input.values.start, bias, &dropout, output.values.start, places?.start)
    } else {
      cdnn_single_channel_forward(own, input.values.start, bias, nil, output.values.start, places?.start)
    }
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let places, let gradient = output.gradient, let weightGradient = numbers.gradient("weight"),
      let biasGradient = numbers.gradient("bias")
    else { return 0 }
    cdnn_single_channel_backward(
      own, input.values.start, output.values.start, places.start, mask?.scale ?? 1, gradient.start,
      weightGradient, biasGradient)
    return 0
  }
}
