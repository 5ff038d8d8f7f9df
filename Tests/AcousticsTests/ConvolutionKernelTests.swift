import Acoustics
import Basis
import Testing

@Suite("Convolution")
struct ConvolutionKernelTests {
  /// Sums written out.
  private func naive(_ samples: [Float], _ taps: [Float], origin: Int) -> [Double] {
    samples.indices.map { output in
      var sum = 0.0
      for (index, tap) in taps.enumerated() {
        let input = output - (index - origin)
        if samples.indices.contains(input) { sum += Double(tap) * Double(samples[input]) }
      }
      return sum
    }
  }

  @Test("equals the sum written out to −100 dB, whatever lies ahead of the origin", arguments: 0..<80)
  func twin(_ draw: Int) throws {
    let key = RandomKey(seed: 31).adding(draw)
    var generator = key.generator()
    // Every power of two up to 2048 occurs, and so do lengths between them.
    let length = draw < 12 ? 1 << draw : generator.integer(in: 1...1500)
    let taps = Drawn.noise(generator.integer(in: 0...(2 * length)), key.adding("taps"))
    let origin = draw % 3 == 0 ? generator.integer(in: 0...taps.count) : 0
    let samples = Drawn.noise(length, key.adding("samples"))
    let kernel = try #require(ConvolutionKernel(taps, origin: origin, length: length))
    let expected = naive(samples, taps, origin: origin)
    let worst = zip(kernel.applied(to: samples), expected).map { abs(Double($0) - $1) }.max() ?? 0
    let largest = expected.map(\.magnitude).max() ?? 0
    #expect(worst <= 1e-5 * max(largest, 1), "length \(length)")
  }

  @Test("a chunk, and every larger power of two, is moved by a delay and left alone by 1", arguments: 12...18)
  func long(_ exponent: Int) throws {
    let length = 1 << exponent
    let samples = Drawn.noise(length, RandomKey(seed: 32))
    let delay = length / 3
    let delayed = [Float](repeating: 0, count: delay) + [1]
    let moved = try #require(ConvolutionKernel(delayed, length: length)).applied(to: samples)
    let same = try #require(ConvolutionKernel([1], length: length)).applied(to: samples)
    for index in samples.indices {
      let expected = index < delay ? 0 : samples[index - delay]
      guard abs(moved[index] - expected) < 1e-5, abs(same[index] - samples[index]) < 1e-5 else {
        Issue.record("sample \(index)")
        return
      }
    }
  }

  @Test("a kernel serves shorter signals, and leaves alone what is past its length")
  func lengths() throws {
    let kernel = try #require(ConvolutionKernel([2, 1], length: 100))
    let short = kernel.applied(to: [1, 0, 0])
    #expect(zip(short, [2, 1, 0]).allSatisfy { abs($0 - $1) < 1e-5 })
    let long = kernel.applied(to: [Float](repeating: 1, count: 102))
    #expect(abs(long[99] - 3) < 1e-5)
    #expect(long[100...] == [1, 1])
    #expect(kernel.applied(to: []).isEmpty)
  }

  @Test("silence stays silence, full scale stays finite")
  func extremes() throws {
    let taps = Drawn.noise(4096, RandomKey(seed: 33))
    let kernel = try #require(ConvolutionKernel(taps, length: 4096))
    #expect(kernel.applied(to: [Float](repeating: 0, count: 4096)).allSatisfy { $0 == 0 })
    let loud = kernel.applied(to: [Float](repeating: -1, count: 4096))
    #expect(loud.allSatisfy { $0.isFinite })
  }

  @Test("threads that share a kernel get the same bits as one alone")
  func shared() throws {
    let kernel = try #require(ConvolutionKernel(Drawn.noise(300, RandomKey(seed: 34)), length: 3000))
    let sounds = (0..<32).map { Drawn.noise(3000, RandomKey(seed: 35).adding($0)) }
    let alone = sounds.map { kernel.applied(to: $0) }
    let together = Parallel.map(sounds.count, jobs: 4) { kernel.applied(to: sounds[$0]) }
    #expect(alone == together)
  }

  @Test("what is longer than any transform is refused")
  func tooLong() {
    #expect(ConvolutionKernel([1], length: 1 << 24 + 1) == nil)
    #expect(ConvolutionKernel([1], length: -1)?.applied(to: [1]) == [1])
  }
}
