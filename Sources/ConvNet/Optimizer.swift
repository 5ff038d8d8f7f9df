#if canImport(Glibc)
  import Glibc
#endif

/// Adam (Kingma, Ba: Adam: a method for stochastic optimization, 2015), or AdamW where weights decay (Loshchilov,
/// Hutter: Decoupled weight decay regularization, 2019).
public struct Optimizer: Equatable, Sendable {
  /// What does not change while it runs; the defaults are Keras'.
  public struct Parameters: Equatable, Sendable {
    /// Part of the old mean of gradients that is kept.
    public var beta1: Float = 0.9
    /// Part of the old mean of their squares that is kept.
    public var beta2: Float = 0.999
    /// Added to the root of the squares.
    public var epsilon: Float = 1e-7
    /// Part of each weight that a step takes away, times the learning rate; 0 for Adam.
    public var weightDecay: Float = 0
    /// The gradient of all weights together is no longer than this; `nil` for no limit.
    public var clipNorm: Float?

    /// Keras' Adam.
    public init() {}
  }

  /// What does not change.
  public let parameters: Parameters
  /// Steps done.
  public private(set) var steps = 0
  /// Name → mean of the gradients, and of their squares.
  public private(set) var means: [String: [Float]] = [:]
  /// Name → mean of the gradients' squares.
  public private(set) var squares: [String: [Float]] = [:]

  /// An optimiser before its first step.
  public init(_ parameters: Parameters = Parameters()) { self.parameters = parameters }

  /// An optimiser as it was left; missing means count as 0.
  public init(_ parameters: Parameters, steps: Int, means: [String: [Float]], squares: [String: [Float]]) {
    (self.parameters, self.steps, self.means, self.squares) = (parameters, steps, means, squares)
  }

  /// Moves weights against their gradients; both by name, equally long.
  ///
  /// - Parameter decays: names of the weights that decay; biases and normalisations do not.
  /// - Returns: the length of the gradient before it was clipped.
  @discardableResult
  public mutating func step(
    _ weights: inout [String: [Float]], gradients: [String: [Float]], rate: Float, decays: Set<String> = []
  ) -> Double {
    let names = gradients.keys.sorted()
    let norm = names.reduce(0.0) { sum, name in
      (gradients[name] ?? []).reduce(sum) { $0 + Double($1) * Double($1) }
    }.squareRoot()
    let limit = parameters.clipNorm.map(Double.init) ?? .infinity
    let scale = norm > limit ? Float(limit / norm) : 1
    steps += 1
    let (first, second) = (1 - pow(parameters.beta1, Float(steps)), 1 - pow(parameters.beta2, Float(steps)))
    let pace = rate * second.squareRoot() / first
    for name in names {
      guard let gradient = gradients[name], var own = weights[name], own.count == gradient.count else {
        continue
      }
      var mean = means[name] ?? [Float](repeating: 0, count: own.count)
      var square = squares[name] ?? [Float](repeating: 0, count: own.count)
      let decay = decays.contains(name) ? rate * parameters.weightDecay : 0
      for index in own.indices {
        let slope = gradient[index] * scale
        mean[index] = parameters.beta1 * mean[index] + (1 - parameters.beta1) * slope
        square[index] = parameters.beta2 * square[index] + (1 - parameters.beta2) * slope * slope
        own[index] -= decay * own[index]
        own[index] -= pace * mean[index] / (square[index].squareRoot() + parameters.epsilon)
      }
      (weights[name], means[name], squares[name]) = (own, mean, square)
    }
    return norm
  }
}
