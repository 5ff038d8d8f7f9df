import Basis
import ConvNet
import Testing

@Suite("Losses and their gradients")
struct LossTests {
  private static func losses() -> [Loss] {
    NetworkDescription.Head.allCases.flatMap { head in
      [(0, 0), (0.1, 0), (0, 2), (0.2, 0.5)].map { (smoothing: Float, gamma: Float) in
        var loss = Loss(head)
        (loss.labelSmoothing, loss.focalGamma) = (smoothing, gamma)
        return loss
      }
    }
  }

  @Test("Gradients are the finite differences", arguments: losses())
  func gradients(_ loss: Loss) {
    var random = RandomKey(seed: 1).adding("loss").generator()
    for classes in [2, 5] {
      let rows = 4
      let logits = (0..<rows * classes).map { _ in Float(random.gaussian() * 2) }
      var targets = [Float](repeating: 0, count: rows * classes)
      for row in 0..<rows - 1 { targets[row * classes + random.below(classes)] = 1 }
      // A chunk that was mixed of two.
      (targets[(rows - 1) * classes], targets[(rows - 1) * classes + 1]) = (0.3, 0.7)
      let weights = (0..<rows).map { _ in Float(0.2 + random.unit()) }
      var gradient: [Float] = []
      var unused: [Float] = []
      _ = loss.value(logits, targets: targets, weights: weights, classes: classes, gradient: &gradient)
      for index in logits.indices {
        func moved(_ step: Float) -> Double {
          var changed = logits
          changed[index] += step
          return loss.value(changed, targets: targets, weights: weights, classes: classes, gradient: &unused)
        }
        let step: Float = 1 / 256
        let slope = (moved(step) - moved(-step)) / Double(2 * step)
        #expect(abs(slope - Double(gradient[index])) < 2e-5, "\(loss) \(index)")
      }
    }
  }

  @Test("Cross-entropy of known numbers, and no overflow however large they are")
  func known() {
    var gradient: [Float] = []
    // ln (1 + e^−2) for a lead of 2 of the right label.
    let softmax = Loss(.softmax).value(
      [3, 1], targets: [1, 0], weights: [1], classes: 2, gradient: &gradient)
    #expect(abs(softmax - 0.126928011042972) < 1e-12)
    #expect(gradient[0] < 0 && gradient[0] == -gradient[1])
    let sigmoid = Loss(.sigmoid).value(
      [2, -2], targets: [1, 0], weights: [1], classes: 2, gradient: &gradient)
    #expect(abs(sigmoid - 0.126928011042972) < 1e-12)
    for loss in LossTests.losses() {
      let value = loss.value(
        [3e4, -3e4, -3e4, 3e4], targets: [0, 1, 0, 1], weights: [1, 1], classes: 2, gradient: &gradient)
      #expect(value.isFinite && gradient.allSatisfy(\.isFinite), "\(loss)")
    }
    #expect(
      Loss(.softmax).value([.nan, 1], targets: [1, 0], weights: [1], classes: 2, gradient: &gradient).isNaN)
  }

  @Test("Weights scale a row's loss; probabilities of softmax sum to 1")
  func weights() {
    var gradient: [Float] = []
    let whole = Loss(.softmax).value(
      [1, 2, 0, 5], targets: [1, 0, 0, 1], weights: [1, 0], classes: 2, gradient: &gradient)
    let alone = Loss(.softmax).value([1, 2], targets: [1, 0], weights: [1], classes: 2, gradient: &gradient)
    #expect(abs(2 * whole - alone) < 1e-12)
    let probabilities = NetworkDescription.Head.softmax.probabilities([1, 2, 3, 800, 0, 1], classes: 3)
    #expect(abs(probabilities.prefix(3).reduce(0, +) - 1) < 1e-6 && probabilities[3] == 1)
    #expect(NetworkDescription.Head.sigmoid.probabilities([0, 100], classes: 2) == [0.5, 1])
  }
}
