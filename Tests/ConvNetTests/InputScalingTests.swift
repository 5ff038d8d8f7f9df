import Basis
import ConvNet
import Testing

@Suite("Scaling of images, and its way into the first layer")
struct InputScalingTests {
  @Test("mean and deviation are those of the numbers; what cannot be scaled is left as it is")
  func statistics() {
    let scaling = InputScaling(of: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(scaling.mean == 4.5)
    #expect(abs(scaling.deviation - 2.291_287_8) < 1e-6)
    var values: [Float] = [4.5, 4.5 + scaling.deviation]
    scaling.apply(to: &values)
    #expect(values[0] == 0 && abs(values[1] - 1) < 1e-6)
    #expect(InputScaling(of: []) == .none)
    #expect(InputScaling(of: [3, 3, 3]) == .none)
    #expect(InputScaling(of: [3, .nan]) == .none)
    #expect(InputScaling(of: [3, .infinity]) == .none)
  }

  @Test(
    "a network that has taken the scaling over says of plain images what it said of scaled ones",
    arguments: NetworkDescription.builtIn.map(\.name))
  func takenOver(_ name: String) throws {
    let description = try #require(NetworkDescription.builtIn.first { $0.name == name }).network
    var network = try Network(description, width: 33, seed: 3)
    var generator = RandomKey(seed: 8).generator()
    for (key, values) in network.values where !key.hasSuffix(".weight") {
      let least = key.hasSuffix("variance") ? 0.5 : -0.5
      network.values[key] = values.map { _ in Float(generator.number(in: least...1.5)) }
    }
    let scaling = InputScaling(mean: -42.5, deviation: 17)
    let taken = try #require(network.takingOver(scaling))
    let images = (0..<5 * 32 * 33).map { _ in Float(generator.number(in: -100...40)) }
    var scaled = images
    scaling.apply(to: &scaled)
    let expected = try NetworkRunner(network, width: 33, batch: 5, threads: 1).logits(scaled)
    let found = try NetworkRunner(taken, width: 33, batch: 5, threads: 1).logits(images)
    #expect(expected.count == 10 && Set(expected).count > 5)
    for (left, right) in zip(expected, found) { #expect(abs(left - right) < 1e-3 * max(1, abs(left))) }
  }

  @Test("where zeros are put around the images, or nothing weighs them, the scaling cannot be taken over")
  func notTaken() throws {
    var first = NetworkDescription.Convolution(filters: 2, kernel: .init(3))
    first.padding = .same
    let same = NetworkDescription(height: 8, layers: [.convolution(first), .globalMaxPool], head: .softmax)
    #expect(!Network.canTakeOverScaling(same))
    #expect(try Network(same, width: 8, seed: 1).takingOver(.none) == nil)
    let pooled = NetworkDescription(
      height: 8, layers: [.maxPool(size: .init(2)), .dense(units: 2, activation: .linear)], head: .softmax)
    #expect(!Network.canTakeOverScaling(pooled))
  }
}
