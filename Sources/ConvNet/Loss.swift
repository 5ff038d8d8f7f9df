#if canImport(Glibc)
  import Glibc
#endif

/// What training makes small: how far a network's last numbers are from the truth.
public struct Loss: Equatable, Sendable {
  /// How the last numbers become probabilities.
  public var head: NetworkDescription.Head
  /// Of each target this part is shared out evenly over all labels, 0..<1 (Szegedy et al.: Rethinking the Inception
  /// architecture, 2016).
  public var labelSmoothing: Float = 0
  /// What is known already counts less: each term times (1 − p)^γ, 0 for none (Lin et al.: Focal loss for dense object
  /// detection, 2017).
  public var focalGamma: Float = 0

  /// Cross-entropy behind a head: over all labels for softmax, of each label by itself for sigmoid, the mean over them.
  public init(_ head: NetworkDescription.Head) { self.head = head }

  /// The loss of a batch, the mean over its rows of each row's loss times its weight.
  ///
  /// - Parameters:
  ///   - logits: the network's last numbers, `[rows, classes]`.
  ///   - targets: how much each row is of each label, `[rows, classes]`, 0...1.
  ///   - weights: one a row.
  ///   - gradient: becomes the loss's derivative by each logit.
  /// - Returns: NaN where a logit is no number.
  public func value(
    _ logits: [Float], targets: [Float], weights: [Float], classes: Int, gradient: inout [Float]
  ) -> Double {
    let rows = weights.count
    precondition(
      logits.count == rows * classes && targets.count == logits.count, "one number a row and label")
    gradient = [Float](repeating: 0, count: logits.count)
    var sum = 0.0
    for row in 0..<rows {
      let range = row * classes..<(row + 1) * classes
      let smooth = targets[range].map { $0 * (1 - labelSmoothing) + labelSmoothing / Float(classes) }
      let (loss, slopes) =
        head == .softmax ? softmax(Array(logits[range]), smooth) : sigmoid(Array(logits[range]), smooth)
      sum += loss * Double(weights[row])
      for (place, slope) in zip(range, slopes) {
        gradient[place] = Float(slope) * weights[row] / Float(max(1, rows))
      }
    }
    return sum / Double(max(1, rows))
  }

  /// −Σ t · (1 − p)^γ · ln p, and its derivatives by the logits.
  private func softmax(_ logits: [Float], _ targets: [Float]) -> (Double, [Double]) {
    let highest = Double(logits.max() ?? 0)
    let powers = logits.map { exp(Double($0) - highest) }
    let whole = powers.reduce(0, +)
    let logs = logits.map { Double($0) - highest - log(whole) }
    let probabilities = powers.map { $0 / whole }
    let gamma = Double(focalGamma)
    var loss = 0.0
    // Derivative by each ln p, then by the logits: d ln pᵢ / d zⱼ = δᵢⱼ − pⱼ.
    let byLog = zip(targets, zip(probabilities, logs)).map { target, own -> Double in
      let (probability, log) = own
      let rest = max(0, 1 - probability)
      let focus = gamma == 0 ? 1 : pow(rest, gamma)
      loss -= Double(target) * focus * log
      let bend = gamma == 0 || rest == 0 ? 0 : gamma * pow(rest, gamma - 1) * probability * log
      return -Double(target) * (focus - bend)
    }
    let sum = byLog.reduce(0, +)
    return (loss, zip(byLog, probabilities).map { $0 - sum * $1 })
  }

  /// The mean over the labels of −t · (1 − p)^γ · ln p − (1 − t) · p^γ · ln (1 − p), and its derivatives.
  private func sigmoid(_ logits: [Float], _ targets: [Float]) -> (Double, [Double]) {
    let (gamma, count) = (Double(focalGamma), Double(max(1, logits.count)))
    var loss = 0.0
    let slopes = zip(logits, targets).map { logit, target -> Double in
      let (own, other) = (side(Double(logit), gamma), side(-Double(logit), gamma))
      loss += Double(target) * own.loss + (1 - Double(target)) * other.loss
      return (Double(target) * own.slope - (1 - Double(target)) * other.slope) / count
    }
    return (loss / count, slopes)
  }

  /// −(1 − p)^γ · ln p of p = 1 / (1 + e^−z), and its derivative by z.
  private func side(_ logit: Double, _ gamma: Double) -> (loss: Double, slope: Double) {
    // ln (1 + e^−z) without overflow on either side.
    let negativeLog = max(0, -logit) + log1p(exp(-abs(logit)))
    let probability = exp(-negativeLog)
    let rest = 1 - probability
    guard gamma > 0 else { return (negativeLog, -rest) }
    let focus = pow(rest, gamma)
    return (focus * negativeLog, -focus * (gamma * probability * negativeLog + rest))
  }
}

extension NetworkDescription.Head {
  /// Probabilities of the last numbers, `[rows, classes]`.
  public func probabilities(_ logits: [Float], classes: Int) -> [Float] {
    guard classes > 0 else { return [] }
    switch self {
    case .sigmoid: return logits.map { Float(1 / (1 + exp(-Double($0)))) }
    case .softmax:
      var probabilities = [Float](repeating: 0, count: logits.count)
      for row in 0..<logits.count / classes {
        let own = logits[row * classes..<(row + 1) * classes]
        let highest = Double(own.max() ?? 0)
        let powers = own.map { exp(Double($0) - highest) }
        let whole = powers.reduce(0, +)
        for label in 0..<classes { probabilities[row * classes + label] = Float(powers[label] / whole) }
      }
      return probabilities
    }
  }
}
