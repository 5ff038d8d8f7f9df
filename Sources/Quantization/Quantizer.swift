import Basis
import ConvNet

/// Floats become whole numbers after training (post-training full-integer quantisation).
public enum Quantizer {
  /// What there is to choose.
  public struct Options: Equatable, Sendable {
    /// How ranges of numbers are found. Of the ways there are this one cost the least accuracy over grouped folds of
    /// real chunks (Benchmarks/RESULTS.md).
    public var calibration = Calibration.entropy
    /// Whether 1 × 1 convolutions over a single cell become dense layers, for targets that have no convolution there.
    public var hasDenseHead = false
    /// Whether the weights of dense layers have a scale for each unit; interpreters before 2024 know one for all only.
    public var isDensePerChannel = false
    /// Whether the network ends with the numbers that probabilities are made of. Codes of probabilities stand 1/256
    /// apart: where a threshold is to let hardly anything through, that is too coarse.
    public var endsWithLogits = false
    /// Frames of an image; the network's own where `nil`.
    public var width: Int?

    /// The usual choice: ranges by entropy, convolutions stay, one scale for a dense layer.
    public init() {}
  }

  /// The integer network.
  ///
  /// - Parameters:
  ///   - images: a sample of what the network will meet, both labels alike, `[images, height, width]`; a few hundred
  ///     are enough.
  ///   - jobs: threads; the result does not depend on them.
  /// - Throws: `QuantizationError`, `ConvNetError`.
  public static func quantize(
    _ network: Network, images: [Float], options: Options = Options(), jobs: Int = Parallel.cores
  ) throws -> IntegerNetwork {
    let folded = try FoldedNetwork(network, width: options.width, hasDenseHead: options.hasDenseHead)
    let ranges = try options.calibration.ranges(folded, images: images, jobs: jobs)
    let input = AffineQuantization(ranges[0])
    var from = input
    var steps: [IntegerNetwork.Step] = []
    for (step, range) in zip(folded.steps, ranges.dropFirst()) {
      if case .head = step.kind, options.endsWithLogits { continue }
      guard let (kind, into) = step.integer(from, AffineQuantization(range), options) else { continue }
      steps.append(
        IntegerNetwork.Step(
          kind: kind, input: step.input, output: step.output, from: from, into: into, name: step.name))
      from = into
    }
    return IntegerNetwork(
      steps: steps, inputShape: folded.input, input: input, head: network.description.head)
  }
}

extension FoldedNetwork.Step {
  /// The step in whole numbers, and what the codes behind it stand for; `nil` where nothing is left to do.
  fileprivate func integer(
    _ from: AffineQuantization, _ own: AffineQuantization, _ options: Quantizer.Options
  ) -> (IntegerNetwork.Kind, AffineQuantization)? {
    let whole = NetworkDescription.Size(height: input.height, width: input.width)
    switch kind {
    case .products(let products):
      let isPerChannel = !products.isDense || options.isDensePerChannel
      let integer = IntegerNetwork.Products(products, from: from, into: own, isPerChannel: isPerChannel)
      return (.products(integer), own)
    case .leakyReLU(let slope): return (.leakyReLU(slope, from: from, into: own), own)
    // Pools keep what codes stand for. The pool over everything is one with a window of the image's size, which
    // every interpreter for microcontrollers has, and rounds in the same way everywhere; a mean does not.
    case .maxPool(let size): return (.maxPool(size), from)
    case .globalMaxPool: return whole == .init(1) ? nil : (.maxPool(whole), from)
    case .globalAveragePool: return whole == .init(1) ? nil : (.averagePool(whole), from)
    case .head(let head): return (.head(IntegerHead(head, input: from)), .probability)
    }
  }
}
