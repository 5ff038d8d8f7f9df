import Basis
import ConvNet
import Testing

@Suite("Predicting with networks")
struct NetworkRunnerTests {
  @Test("Drawn networks give what plain loops give, batch normalisations folded")
  func drawn() throws {
    for (index, own) in NetworkDescription.drawn(60, seed: 21).enumerated() {
      let drawn = try DrawnCase(own.description, width: own.width, rows: 5, seed: UInt64(index))
      let runner = try NetworkRunner(drawn.network, width: own.width, batch: 1 + index % 4, threads: 2)
      let naive = NaiveNetwork(drawn.network).logits(drawn.rows(drawn.images)).joined()
      let logits = try runner.logits(drawn.images)
      #expect(logits.count == naive.count)
      for (own, other) in zip(logits, naive) {
        #expect(
          abs(Double(own) - other) < 1e-4 * max(1, abs(other)), "\(index): \(drawn.network.description)")
      }
    }
  }

  @Test("Threads and other images change no bit", arguments: NetworkDescription.builtIn.map(\.name))
  func threads(_ name: String) throws {
    let own = try #require(NetworkDescription.builtIn.first { $0.name == name }?.network)
    let drawn = try DrawnCase(own, width: 33, rows: 41, seed: 3)
    let one = try NetworkRunner(drawn.network, width: 33, batch: 8, threads: 1)
    let three = try NetworkRunner(drawn.network, width: 33, batch: 8, threads: 3)
    let logits = try one.logits(drawn.images)
    #expect(try three.logits(drawn.images) == logits)
    #expect(try three.logits(Array(drawn.images.prefix(32 * 33 * 3))) == Array(logits.prefix(6)))
    #expect(try one.logits([]).isEmpty)
    #expect(try one.probabilities(drawn.images) == own.head.probabilities(logits, classes: 2))
  }

  @Test("Wide images give a map whose positions are the images beneath")
  func map() throws {
    let drawn = try DrawnCase(.original, width: 33, rows: 1, seed: 3)
    let width = 33 + 16 * 6
    var random = RandomKey(seed: 1).adding("wide").generator()
    let wide = (0..<32 * width).map { _ in Float(random.gaussian()) }
    let runner = try NetworkRunner(drawn.network, width: width, batch: 1, threads: 1, isMap: true)
    #expect(runner.outputShape == ImageShape(height: 1, width: 7, channels: 2))
    let map = try runner.logits(wide)
    let whole = try NetworkRunner(drawn.network, width: width, batch: 1, threads: 1).logits(wide)
    for label in 0..<2 { #expect(whole[label] == (0..<7).map { map[2 * $0 + label] }.max()) }
    let naive = NaiveNetwork(try Network(.original, width: width, values: drawn.network.values))
    for (own, other) in zip(whole, naive.logits([wide.map(Double.init)])[0]) {
      #expect(abs(Double(own) - other) < 1e-4)
    }
  }

  @Test("Widths, batches and images that do not fit are refused")
  func refused() throws {
    let drawn = try DrawnCase(.tiny, width: 33, rows: 1, seed: 3)
    #expect(throws: ConvNetError.self) { try NetworkRunner(drawn.network, width: 5, batch: 1, threads: 1) }
    #expect(throws: ConvNetError.self) { try NetworkRunner(drawn.network, width: 33, batch: 0, threads: 1) }
    #expect(throws: ConvNetError.self) { try NetworkRunner(drawn.network, width: 33, batch: 1, threads: 0) }
    #expect(throws: ConvNetError.self) {
      try NetworkRunner(drawn.network, width: 1 << 40, batch: 1 << 40, threads: 1)
    }
    let runner = try NetworkRunner(drawn.network, width: 33, batch: 2, threads: 1)
    #expect(throws: ConvNetError.batch("pixels", has: 100, wanted: 32 * 33)) {
      try runner.logits([Float](repeating: 0, count: 100))
    }
    let dense = NetworkDescription(
      height: 4, layers: [.dense(units: 2, activation: .linear)], head: .softmax)
    let own = try Network(dense, width: 5, seed: 1)
    #expect(throws: ConvNetError.otherWidth(6, trained: 5)) {
      try NetworkRunner(own, width: 6, batch: 1, threads: 1)
    }
  }
}
