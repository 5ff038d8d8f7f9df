import ConvNet
import Foundation

/// Adam and AdamW by name, weight by weight: what the fast one is held against.
struct NaiveOptimizer {
  let parameters: Optimizer.Parameters
  private(set) var steps = 0
  private(set) var means: [String: [Float]] = [:]
  private(set) var squares: [String: [Float]] = [:]

  init(_ parameters: Optimizer.Parameters = .init()) { self.parameters = parameters }

  /// Moves weights against their gradients; returns the gradient's length before it was clipped.
  @discardableResult
  mutating func step(
    _ weights: inout [String: [Float]], gradients: [String: [Float]], rate: Float, decays: Set<String> = []
  ) -> Double {
    let norm = gradients.sorted { $0.key < $1.key }.reduce(0.0) { sum, own in
      own.value.reduce(sum) { $0 + Double($1) * Double($1) }
    }.squareRoot()
    let limit = parameters.clipNorm.map(Double.init) ?? .infinity
    let scale = norm > limit ? Float(limit / norm) : 1
    steps += 1
    let (first, second) = (1 - pow(parameters.beta1, Float(steps)), 1 - pow(parameters.beta2, Float(steps)))
    let pace = rate * second.squareRoot() / first
    for (name, gradient) in gradients {
      guard var own = weights[name] else { continue }
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
