import ConvNet
import Quantization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Networks as they are applied")
struct FoldedNetworkTests {
  @Test("the numbers behind each step have its shape, and the last are probabilities", arguments: 0..<6)
  func shapes(_ index: Int) throws {
    let description = IntegerNetworkTests.networks[index].network
    let network = try FoldedNetwork(try Sample.network(description))
    let all = network.activations(Sample.images(1))
    #expect(all.map(\.count) == network.steps.map(\.output.count))
    let last = try #require(all.last)
    #expect(last.count == description.classCount && last.allSatisfy { (0...1).contains($0) })
    if description.head == .softmax { #expect(abs(last.reduce(0, +) - 1) < 1e-5) }
  }

  @Test("a convolution, a normalisation, an activation and a pool by hand")
  func byHand() throws {
    var convolution = NetworkDescription.Convolution(filters: 2, kernel: .init(height: 1, width: 2))
    convolution.isNormalised = true
    convolution.padding = .same
    convolution.activation = .leakyReLU(slope: 0.5)
    let description = NetworkDescription(
      height: 1, layers: [.convolution(convolution), .globalAveragePool], head: .sigmoid)
    let network = try Network(
      description, width: 3,
      values: [
        "0.weight": [1, 2, -1, 1], "0.scale": [2, 1], "0.shift": [1, 0], "0.mean": [3, 0],
        "0.variance": [4 - 1e-3, 1 - 1e-3],
      ])
    let all = try FoldedNetwork(network).activations([1, 2, 3])
    // Sums 1 + 4, 2 + 6, 3 and −1 + 2, −2 + 3, −3; (sum − 3) · 2 / 2 + 1 and sum.
    let sums: [Float] = [3, 1, 6, 1, 1, -3]
    #expect(zip(all[0], sums).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(abs(all[1][5] + 1.5) < 1e-4)
    #expect(abs(all[2][0] - 10 / 3) < 1e-4 && abs(all[2][1] - 0.5 / 3) < 1e-4)
    #expect(abs(all[3][0] - 1 / (1 + exp(-10 / 3))) < 1e-4)
  }

  @Test("a dense head is the same network")
  func denseHead() throws {
    let network = try Sample.network(.original)
    let (plain, dense) = (try FoldedNetwork(network), try FoldedNetwork(network, hasDenseHead: true))
    #expect(dense.steps.count { $0.name.hasSuffix("dense") } == 3)
    #expect(plain.steps.count { $0.name.hasSuffix("dense") } == 0)
    let images = Sample.images(5)
    #expect(plain.probabilities(images) == dense.probabilities(images))
    // Where the map has more than a cell, nothing changes.
    let wide = try FoldedNetwork(network, width: 70, hasDenseHead: true)
    #expect(wide.steps == (try FoldedNetwork(network, width: 70)).steps)
  }
}
