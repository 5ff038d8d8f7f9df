import CDNN

/// A product with a matrix of weights: a dense layer, or a convolution of single cells, which is a dense layer of each.
final class ProductPass: LayerPass {
  let output: Flow
  private let input: Flow
  private let (rows, inner, units): (Int, Int, Int)
  private let slope: Float
  private let weight: UnsafeMutablePointer<Float>
  private let bias: UnsafeMutablePointer<Float>?
  private let weightGradient: UnsafeMutablePointer<Float>?
  private let biasGradient: UnsafeMutablePointer<Float>?
  /// The rows of numbers that the pointers lead into.
  private let numbers: LayerNumbers

  /// - Parameter rows: vectors that the input is made of.
  init(
    rows: Int, slope: Float, input: Flow, shape: ImageShape, images: Int, isTraining: Bool,
    numbers: LayerNumbers
  ) throws {
    guard let weight = numbers.weight("weight") else {
      throw ConvNetError.missing("\(numbers.layer).weight")
    }
    output = try Flow(shape, images: images, hasGradient: isTraining)
    (self.rows, inner, units) = (rows, input.values.count / rows, output.values.count / rows)
    (self.slope, self.input, self.weight, self.numbers) = (slope, input, weight, numbers)
    (bias, weightGradient) = (numbers.weight("bias"), numbers.gradient("weight"))
    biasGradient = numbers.gradient("bias")
  }

  func forward(_ part: StepPart) -> Int32 {
    let status = cdnn_product(
      false, true, Int64(rows), Int64(units), Int64(inner), input.values.start, weight, output.values.start)
    if bias != nil || slope != 1 { cdnn_bias_activation(output.values.start, bias, rows, units, slope) }
    return status
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let gradient = output.gradient, let weightGradient else { return 0 }
    if slope != 1 {
      cdnn_activation_backward(output.values.start, gradient.start, gradient.count, slope)
    }
    if let biasGradient { cdnn_column_sums(gradient.start, rows, units, biasGradient) }
    let status = cdnn_product(
      true, false, Int64(units), Int64(inner), Int64(rows), gradient.start, input.values.start,
      weightGradient)
    guard status == 0, let inputGradient = input.gradient else { return status }
    return cdnn_product(
      false, false, Int64(rows), Int64(inner), Int64(units), gradient.start, weight, inputGradient.start)
  }
}
