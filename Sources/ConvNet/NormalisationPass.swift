import CDNN

/// Sums that the lanes of a step have in common: each writes its own, and all read all when they have waited.
final class SharedSums: @unchecked Sendable {
  let sums: Numbers<Double>
  let team: Team
  let width: Int

  init(width: Int, team: Team) throws {
    sums = try Numbers(width * team.threads)
    (self.team, self.width) = (team, width)
  }

  func start(_ lane: Int) -> UnsafeMutablePointer<Double> { sums.start + lane * width }

  /// One sum over all lanes, in their order.
  func total(_ index: Int, lanes: Int) -> Double {
    var total = 0.0
    for lane in 0..<lanes { total += sums.start[lane * width + index] }
    return total
  }
}

/// Batch normalisation in training and the activation behind it (Ioffe, Szegedy: Batch normalization, 2015).
///
/// Means and variances are those of the whole batch, over all lanes; the running ones follow them as Keras has it.
final class NormalisationPass: LayerPass {
  /// Part of the old running mean and variance that a step keeps.
  static let momentum: Float = 0.99

  let output: Flow
  private let input: Flow
  private let slope: Float
  private let (cells, channels): (Int, Int)
  /// In training forward and backward, so that nobody writes what another still reads.
  private let forwardSums: SharedSums
  private let backwardSums: SharedSums
  private let numbers: LayerNumbers
  private let (scale, shift): (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
  private let (mean, variance): (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
  /// Seven numbers a channel: the batch's mean and variance, 1 / deviation, mean / deviation, and what the loops take.
  private let work: Numbers<Float>

  init(
    slope: Float, input: Flow, images: Int, sums: (forward: SharedSums, backward: SharedSums),
    numbers: LayerNumbers
  ) throws {
    guard let scale = numbers.weight("scale"), let shift = numbers.weight("shift"),
      let mean = numbers.weight("mean"), let variance = numbers.weight("variance")
    else { throw ConvNetError.missing("\(numbers.layer).scale") }
    output = try Flow(input.shape, images: images, hasGradient: true)
    (self.input, self.slope, self.numbers) = (input, slope, numbers)
    (cells, channels) = (input.shape.height * input.shape.width, input.shape.channels)
    (forwardSums, backwardSums) = sums
    (self.scale, self.shift, self.mean, self.variance) = (scale, shift, mean, variance)
    work = try Numbers(7 * channels)
  }

  private func column(_ index: Int) -> UnsafeMutablePointer<Float> { work.start + index * channels }

  private var rows: Int { input.values.count / channels }

  func forward(_ part: StepPart) -> Int32 {
    cdnn_moments(input.values.start, rows, channels, forwardSums.start(part.lane))
    forwardSums.team.wait()
    let count = Double(part.batch * cells)
    let (factor, offset) = (column(4), column(5))
    for channel in 0..<channels {
      let own = forwardSums.total(channel, lanes: part.lanes) / count
      let squares = forwardSums.total(channels + channel, lanes: part.lanes) / count
      // Not max(): that would hide a NaN.
      let spread = squares - own * own < 0 ? 0 : squares - own * own
      let inverse = 1 / (spread + Double(NetworkDescription.normalisationEpsilon)).squareRoot()
      (column(0)[channel], column(1)[channel]) = (Float(own), Float(spread))
      (column(2)[channel], column(3)[channel]) = (Float(inverse), Float(own * inverse))
      factor[channel] = Float(inverse) * scale[channel]
      offset[channel] = shift[channel] - Float(own * inverse) * scale[channel]
    }
    cdnn_normalise(input.values.start, rows, channels, factor, offset, slope, output.values.start)
    return 0
  }

  func backward(_ part: StepPart) -> Int32 {
    guard let from = output.gradient, let to = input.gradient, let scaleGradient = numbers.gradient("scale"),
      let shiftGradient = numbers.gradient("shift")
    else { return 0 }
    let own = backwardSums.start(part.lane)
    cdnn_normalise_sums(
      input.values.start, output.values.start, from.start, rows, channels, column(2), column(3), slope, own)
    for channel in 0..<channels {
      (shiftGradient[channel], scaleGradient[channel]) = (Float(own[channel]), Float(own[channels + channel]))
    }
    backwardSums.team.wait()
    let count = Double(part.batch * cells)
    for channel in 0..<channels {
      // dx = scale / deviation · (g − mean g − normalised x · mean (g · normalised x)), as g · a + x · b + c.
      let (inverse, offset) = (Double(column(2)[channel]), Double(column(3)[channel]))
      let meanGradient = backwardSums.total(channel, lanes: part.lanes) / count
      let meanProduct = backwardSums.total(channels + channel, lanes: part.lanes) / count
      let factor = Double(scale[channel]) * inverse
      column(4)[channel] = Float(factor)
      column(5)[channel] = Float(-factor * meanProduct * inverse)
      column(6)[channel] = Float(factor * (meanProduct * offset - meanGradient))
    }
    cdnn_normalise_backward(
      input.values.start, from.start, rows, channels, column(4), column(5), column(6), to.start)
    return 0
  }

  func keep() {
    let momentum = NormalisationPass.momentum
    for channel in 0..<channels {
      mean[channel] = momentum * mean[channel] + (1 - momentum) * column(0)[channel]
      variance[channel] = momentum * variance[channel] + (1 - momentum) * column(1)[channel]
    }
  }
}
