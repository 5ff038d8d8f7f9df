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
    gradient.withUnsafeMutableBufferPointer { gradient in
      logits.withUnsafeBufferPointer { logits in
        targets.withUnsafeBufferPointer { targets in
          for row in 0..<rows {
            let range = row * classes..<(row + 1) * classes
            sum += value(
              UnsafeBufferPointer(rebasing: logits[range]),
              targets: UnsafeBufferPointer(rebasing: targets[range]),
              weight: Double(weights[row]), share: 1 / Double(rows),
              gradient: UnsafeMutableBufferPointer(rebasing: gradient[range]))
          }
        }
      }
    }
    return sum / Double(max(1, rows))
  }

  /// The loss of one row times its weight; its gradient is multiplied by the row's share of the batch as well.
  func value(
    _ logits: UnsafeBufferPointer<Float>, targets: UnsafeBufferPointer<Float>, weight: Double, share: Double,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    weight
      * (head == .softmax
        ? softmax(logits, targets, weight * share, gradient)
        : sigmoid(logits, targets, weight * share, gradient))
  }

  private func smooth(_ target: Float, _ count: Int) -> Double {
    Double(target * (1 - labelSmoothing) + labelSmoothing / Float(count))
  }

  /// −Σ t · (1 − p)^γ · ln p, and its derivatives by the logits.
  private func softmax(
    _ logits: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>, _ factor: Double,
    _ gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let count = logits.count
    var highest = -Double.infinity
    for logit in logits where Double(logit) > highest { highest = Double(logit) }
    var whole = 0.0
    for logit in logits { whole += exp(Double(logit) - highest) }
    let base = highest + log(whole)
    let gamma = Double(focalGamma)
    var (loss, sum) = (0.0, 0.0)
    // Derivative by each ln p, then by the logits: d ln pᵢ / d zⱼ = δᵢⱼ − pⱼ.
    func byLog(_ label: Int) -> (loss: Double, slope: Double, probability: Double) {
      let (target, log) = (smooth(targets[label], count), Double(logits[label]) - base)
      let probability = exp(log)
      if gamma == 0 { return (-target * log, -target, probability) }
      let rest = max(0, 1 - probability)
      let focus = pow(rest, gamma)
      let bend = rest == 0 ? 0 : gamma * pow(rest, gamma - 1) * probability * log
      return (-target * focus * log, -target * (focus - bend), probability)
    }
    for label in 0..<count {
      let own = byLog(label)
      (loss, sum) = (loss + own.loss, sum + own.slope)
    }
    for label in 0..<count {
      let own = byLog(label)
      gradient[label] = Float((own.slope - sum * own.probability) * factor)
    }
    return loss
  }

  /// The mean over the labels of −t · (1 − p)^γ · ln p − (1 − t) · p^γ · ln (1 − p), and its derivatives.
  private func sigmoid(
    _ logits: UnsafeBufferPointer<Float>, _ targets: UnsafeBufferPointer<Float>, _ factor: Double,
    _ gradient: UnsafeMutableBufferPointer<Float>
  ) -> Double {
    let (gamma, count) = (Double(focalGamma), logits.count)
    var loss = 0.0
    for label in 0..<count {
      let (target, logit) = (smooth(targets[label], count), Double(logits[label]))
      let (own, other) = (side(logit, gamma), side(-logit, gamma))
      loss += target * own.loss + (1 - target) * other.loss
      gradient[label] = Float((target * own.slope - (1 - target) * other.slope) / Double(count) * factor)
    }
    return loss / Double(max(1, count))
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
      for start in stride(from: 0, to: logits.count / classes * classes, by: classes) {
        var highest = -Double.infinity
        for place in start..<start + classes where Double(logits[place]) > highest {
          highest = Double(logits[place])
        }
        var whole = 0.0
        for place in start..<start + classes { whole += exp(Double(logits[place]) - highest) }
        for place in start..<start + classes {
          probabilities[place] = Float(exp(Double(logits[place]) - highest) / whole)
        }
      }
      return probabilities
    }
  }
}
