import CDNN

/// A convolution by oneDNN, its activation fused where no normalisation stands between.
final class ConvolutionPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let slope: Float
  private let own: OpaquePointer
  private let weight: UnsafeMutablePointer<Float>
  private let bias: UnsafeMutablePointer<Float>?
  private let weightGradient: UnsafeMutablePointer<Float>?
  private let biasGradient: UnsafeMutablePointer<Float>?
  /// The rows of numbers that the pointers lead into.
  private let numbers: LayerNumbers

  init(
    _ layer: NetworkDescription.Convolution, input: Flow, shape: ImageShape, images: Int, isTraining: Bool,
    numbers: LayerNumbers
  ) throws {
    guard let weight = numbers.weight("weight") else {
      throw ConvNetError.missing("\(numbers.layer).weight")
    }
    output = try Flow(shape, images: images, hasGradient: isTraining)
    slope = layer.isNormalised ? 1 : layer.activation.slope
    (self.input, self.weight, self.numbers) = (input, weight, numbers)
    (bias, weightGradient) = (numbers.weight("bias"), numbers.gradient("weight"))
    biasGradient = numbers.gradient("bias")
    var made: OpaquePointer?
    var form = layer.form(input: input.shape, output: shape, images: images)
    (form.biased, form.training) = (bias != nil, isTraining)
    (form.needs_input_gradient, form.slope) = (input.gradient != nil, slope)
    let status = cdnn_convolution_create(&form, &made)
    guard status == 0, let made else { throw ConvNetError.engine(status, layer: numbers.layer) }
    own = made
  }

  deinit { cdnn_convolution_destroy(own) }

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
