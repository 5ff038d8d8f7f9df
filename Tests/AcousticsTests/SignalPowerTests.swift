import Acoustics
import Basis
import Testing

@Suite("Power")
struct SignalPowerTests {
  private func drawn(_ draw: Int) -> [Float] {
    let key = RandomKey(seed: 11).adding(draw)
    var generator = key.generator()
    return Drawn.noise(generator.integer(in: 0...700), key.adding("samples"))
  }

  /// Sixteen lanes of doubles, added up from the halves inwards.
  private func lanes(_ values: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: 16)
    for (index, value) in values.enumerated() { sums[index % 16] += value }
    while sums.count > 1 {
      let half = sums.count / 2
      sums = (0..<half).map { sums[$0] + sums[$0 + half] }
    }
    return sums[0]
  }

  @Test("sums equal those written out, bit for bit, and peaks are the largest magnitude", arguments: 0..<60)
  func twin(_ draw: Int) {
    let samples = drawn(draw)
    let (sum, squares) = (lanes(samples.map { Double($0) }), lanes(samples.map { Double($0) * Double($0) }))
    let (largest, count) = (samples.map(\.magnitude).max() ?? 0, Double(max(1, samples.count)))
    samples.withUnsafeBufferPointer { buffer in
      #expect(SignalPower.sumOfSquares(buffer) == squares)
      #expect(SignalPower.peak(buffer) == largest)
      #expect(SignalPower.mean(buffer) == sum / count)
      #expect(abs(SignalPower.rootMeanSquare(buffer) - (squares / count).squareRoot()) < 1e-12)
    }
  }

  @Test("a window counts as far as it lies inside the samples", arguments: 0..<40)
  func window(_ draw: Int) {
    let samples = drawn(draw)
    var generator = RandomKey(seed: 12).adding(draw).generator()
    let start = generator.integer(in: -100...800)
    let window = start..<(start + generator.integer(in: 0...500))
    let inside = window.filter { samples.indices.contains($0) }.map { Double(samples[$0]) }
    let expected = inside.isEmpty ? 0 : inside.reduce(0) { $0 + $1 * $1 } / Double(inside.count)
    let found = samples.withUnsafeBufferPointer { SignalPower.meanSquare($0, in: window) }
    #expect(abs(found - expected) < 1e-12)
  }

  @Test("silence and nothing have no power, and a full-scale square wave the power 1")
  func extremes() {
    for samples in [[], [Float](repeating: 0, count: 100)] {
      samples.withUnsafeBufferPointer {
        #expect(SignalPower.rootMeanSquare($0) == 0)
        #expect(SignalPower.peak($0) == 0)
        #expect(SignalPower.mean($0) == 0)
      }
    }
    let square = (0..<4096).map { $0 % 8 < 4 ? Float(1) : -1 }
    square.withUnsafeBufferPointer {
      #expect(SignalPower.meanSquare($0) == 1)
      #expect(SignalPower.peak($0) == 1)
      #expect(SignalPower.mean($0) == 0)
    }
  }
}
