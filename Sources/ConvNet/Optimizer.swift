/// Adam (Kingma, Ba: Adam: a method for stochastic optimization, 2015), or AdamW where weights decay (Loshchilov,
/// Hutter: Decoupled weight decay regularization, 2019).
///
/// This is what it remembers between two steps; `NetworkTrainer` takes them.
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
  public let steps: Int
  /// Name → mean of the gradients.
  public let means: [String: [Float]]
  /// Name → mean of the gradients' squares.
  public let squares: [String: [Float]]

  /// An optimiser before its first step.
  public init(_ parameters: Parameters = Parameters()) {
    self.init(parameters, steps: 0, means: [:], squares: [:])
  }

  /// An optimiser as it was left; missing means count as 0.
  public init(_ parameters: Parameters, steps: Int, means: [String: [Float]], squares: [String: [Float]]) {
    (self.parameters, self.steps, self.means, self.squares) = (parameters, steps, means, squares)
  }
}
