import CDNN

/// A convolution by oneDNN, its activation fused where no normalisation stands between.
final class ConvolutionPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let slope: Float
  private let own: OpaquePointer
  /// Where a max pool follows: the way back through both.
  private let pooledBackward: OpaquePointer?
  private let weight: UnsafeMutablePointer<Float>
  private let bias: UnsafeMutablePointer<Float>?
  private let weightGradient: UnsafeMutablePointer<Float>?
  private let biasGradient: UnsafeMutablePointer<Float>?
  /// The rows of numbers that the pointers lead into.
  private let numbers: LayerNumbers

  /// - Parameter pool: the blocks of a max pool right behind the activation and a dropout.
  init(
    _ layer: NetworkDescription.Convolution, input: Flow, shape: ImageShape, images: Int, isTraining: Bool,
    pool: NetworkDescription.Size?, numbers: LayerNumbers
  ) throws {
    guard let weight = numbers.weight("weight") else {
      throw ConvNetError.missing("\(numbers.layer).weight")
    }
    slope = layer.isNormalised ? 1 : layer.activation.slope
    (self.input, self.weight, self.numbers) = (input, weight, numbers)
    (bias, weightGradient) = (numbers.weight("bias"), numbers.gradient("weight"))
    biasGradient = numbers.gradient("bias")
    var (made, back): (OpaquePointer?, OpaquePointer?)
    var form = layer.form(input: input.shape, output: shape, images: images)
    (form.biased, form.slope) = (bias != nil, slope)
    let isPooled = isTraining && !layer.isNormalised && pool != nil && cdnn_pooled_backward_fits(&form)
    (form.training, form.needs_input_gradient) = (isTraining && !isPooled, input.gradient != nil)
    output = try Flow(shape, images: images, hasGradient: form.training)
    var status = cdnn_convolution_create(&form, &made)
    if status == 0, isPooled, let pool {
      status = cdnn_pooled_backward_create(&form, pool.height, pool.width, &back)
    }
    guard status == 0, let made else {
      cdnn_convolution_destroy(made)
      throw ConvNetError.engine(status, layer: numbers.layer)
    }
    (own, pooledBackward) = (made, back)
  }

  deinit {
    cdnn_convolution_destroy(own)
    cdnn_pooled_backward_destroy(pooledBackward)
  }

  func load() -> Int32 { cdnn_convolution_load(own, weight) }

  func forward(_ part: StepPart) -> Int32 {
    cdnn_convolution_forward(own, input.values.start, bias, output.values.start)
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let gradient = output.gradient, let weightGradient else { return 0 }
    if slope != 1 {
      cdnn_activation_backward(output.values.start, gradient.start, gradient.count, slope)
    }
    let status = cdnn_convolution_backward_weights(
      own, input.values.start, gradient.start, weightGradient, biasGradient)
    guard status == 0, let inputGradient = input.gradient else { return status }
    return cdnn_convolution_backward_input(own, gradient.start, inputGradient.start)
  }

  /// Whether a max pool behind goes back through this layer too.
  var isPooled: Bool { pooledBackward != nil }

  /// Backward from a max pool's results, their places in the blocks and the gradient by them.
  func backward(pooled: Flow, places: Numbers<UInt16>, scale: Float) {
    guard let pooledBackward, let gradient = pooled.gradient, let weightGradient else { return }
    cdnn_pooled_backward_run(
      pooledBackward, input.values.start, weight, pooled.values.start, places.start, scale, gradient.start,
      weightGradient, biasGradient, input.gradient?.start)
  }
}

extension NetworkDescription.Convolution {
  /// The description that C takes, without bias, activation and purpose.
  func form(input: ImageShape, output: ImageShape, images: Int) -> cdnn_convolution_shape {
    var form = cdnn_convolution_shape()
    form.images = Int64(images)
    (form.height, form.width) = (Int64(input.height), Int64(input.width))
    (form.channels, form.filters) = (Int64(input.channels), Int64(output.channels))
    (form.out_height, form.out_width) = (Int64(output.height), Int64(output.width))
    (form.kernel_height, form.kernel_width) = (Int64(kernel.height), Int64(kernel.width))
    (form.stride_height, form.stride_width) = (Int64(stride.height), Int64(stride.width))
    (form.dilation_height, form.dilation_width) = (Int64(dilation.height), Int64(dilation.width))
    let vertical = Self.side(
      input.height, kernel: kernel.height, stride: stride.height, dilation: dilation.height, padding)
    let horizontal = Self.side(
      input.width, kernel: kernel.width, stride: stride.width, dilation: dilation.width, padding)
    (form.top, form.bottom) = (Int64(vertical?.before ?? 0), Int64(vertical?.behind ?? 0))
    (form.left, form.right) = (Int64(horizontal?.before ?? 0), Int64(horizontal?.behind ?? 0))
    (form.depthwise, form.slope) = (isDepthwise, 1)
    return form
  }
}
