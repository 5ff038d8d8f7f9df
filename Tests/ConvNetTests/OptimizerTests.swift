import ConvNet
import Testing

@Suite("Optimisers, rates and early stopping")
struct OptimizerTests {
  /// python3 -c "import torch; w=torch.tensor([1.,-2.,.5],requires_grad=True); o=torch.optim.Adam([w],lr=.1,eps=1e-7)
  /// for g in ([.1,-.2,3.],[-.4,.0,1.],[.2,.2,.2]): w.grad=torch.tensor(g); o.step()
  /// print(w.tolist())"
  @Test("Three steps of Adam are PyTorch's")
  func adam() {
    var weights: [String: [Float]] = ["w": [1, -2, 0.5]]
    var optimizer = NaiveOptimizer()
    for gradient: [Float] in [[0.1, -0.2, 3], [-0.4, 0, 1], [0.2, 0.2, 0.2]] {
      optimizer.step(&weights, gradients: ["w": gradient], rate: 0.1)
    }
    for (own, torch) in zip(weights["w"] ?? [], OptimizerTests.torch) { #expect(abs(own - torch) < 1e-5) }
    #expect(optimizer.steps == 3)
  }

  private static let torch: [Float] = [0.9669678, -1.8415811, 0.24165866]

  @Test("A long gradient is clipped to the norm asked for, and its length is told")
  func clipping() {
    var parameters = Optimizer.Parameters()
    parameters.clipNorm = 1
    var (one, two) = (NaiveOptimizer(parameters), NaiveOptimizer())
    var (first, second): ([String: [Float]], [String: [Float]]) = (["w": [0, 0]], ["w": [0, 0]])
    #expect(one.step(&first, gradients: ["w": [30, 40]], rate: 0.1) == 50)
    two.step(&second, gradients: ["w": [0.6, 0.8]], rate: 0.1)
    // Adam's steps do not depend on the gradient's length, but what it remembers does.
    #expect(one.means["w"]?.count == 2)
    for (own, other) in zip(one.means["w"] ?? [], two.means["w"] ?? []) { #expect(abs(own - other) < 1e-6) }
  }

  @Test("Only what is named decays")
  func decay() {
    var parameters = Optimizer.Parameters()
    parameters.weightDecay = 0.5
    var optimizer = NaiveOptimizer(parameters)
    var weights: [String: [Float]] = ["w": [2], "b": [2]]
    optimizer.step(&weights, gradients: ["w": [0], "b": [0]], rate: 0.1, decays: ["w"])
    #expect(weights == ["w": [1.9], "b": [2]])
  }

  @Test("Rates by steps, along a cosine and on a plateau")
  func rates() {
    let original = [0, 2.9, 3, 12.99, 13, 20, 400].map { LearningRate.original.rate(epoch: $0, losses: []) }
    #expect(original == [2e-5, 2e-5, 2e-4, 2e-4, 3e-5, 1e-5, 1e-5])
    let cosine = LearningRate.cosine(1, warmUp: 2, epochs: 10)
    let rates = [0, 1, 2, 6, 10, 12].map { cosine.rate(epoch: $0, losses: []) }
    #expect(zip(rates, [0, 0.5, 1, 0.5, 0, 0] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
    let plateau = LearningRate.plateau(1, factor: 0.5, patience: 2, least: 0.2)
    #expect(plateau.rate(epoch: 0, losses: []) == 1)
    #expect(plateau.rate(epoch: 3, losses: [3, 2, 2.5]) == 1)
    #expect(plateau.rate(epoch: 4, losses: [3, 2, 2.5, 2]) == 0.5)
    #expect(plateau.rate(epoch: 9, losses: [1, 2, 2, 2, 2, 2, 2, 2, 2]) == 0.2)
  }

  @Test(
    "Training ends where nothing became better for as long as was said; the best epoch is the first of equals"
  )
  func stopping() {
    let rule = EarlyStopping(patience: 3)
    #expect(rule.best([3, 1, 2, 1]) == 1 && rule.best([]) == nil && rule.best([.nan, 5]) == 1)
    #expect(!rule.ends([3, 1, 2, 1]) && rule.ends([3, 1, 2, 1, 4]))
    #expect(!rule.ends([.nan, .nan]) && rule.ends([.nan, .nan, .nan]))
    #expect(EarlyStopping(patience: 2, leastGain: 0.5).ends([3, 2.8, 2.6]))
  }

  @Test("Weights before training follow from the seed, within Glorot's bounds")
  func initialisation() throws {
    let network = try Network(NetworkDescription.original, width: 33, seed: 1)
    #expect(network == (try Network(NetworkDescription.original, width: 33, seed: 1)))
    #expect(network != (try Network(NetworkDescription.original, width: 33, seed: 2)))
    let first = try #require(network.values["0.weight"])
    // 3·3·1 in, 3·3·32 out.
    let bound = Float((6.0 / (9 + 288)).squareRoot())
    #expect(first.allSatisfy { abs($0) <= bound } && first.contains { abs($0) > 0.9 * bound })
    #expect(abs(first.reduce(0, +) / Float(first.count)) < bound / 4)
    #expect(network.values["0.bias"] == [Float](repeating: 0, count: 32))
    let tiny = try Network(NetworkDescription.tiny, width: 33, seed: 1)
    #expect(tiny.values["0.scale"] == [Float](repeating: 1, count: 8))
  }
}
