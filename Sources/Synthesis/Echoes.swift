import Acoustics

#if canImport(Glibc)
  import Glibc
#endif

/// One distinct reflection of a site.
package struct Echo: Equatable, Sendable {
  /// Seconds after the direct sound.
  package var delay: Double
  /// dB of its peak over the direct sound's, for a blast of half a millisecond.
  package var level: Double
  /// Hz above which the reflecting surface and the longer way dull it.
  package var cutoff: Double

  /// A reflection, in seconds, dB and Hz.
  package init(delay: Double, level: Double, cutoff: Double) {
    self.delay = delay
    self.level = level
    self.cutoff = cutoff
  }
}

/// Distinct reflections, added to a recording eight at a time.
package struct Echoes {
  private let delays: [Int]
  private let gains: [Float]
  private let coefficients: [Float]

  /// - Parameters:
  ///   - echoes: the reflections, in any order.
  ///   - obstruction: Hz above which the direct way is blocked; levels are relative to what is left of it.
  ///   - stretch: what this sensor's delays are multiplied by.
  package init(_ echoes: [Echo], obstruction: Double?, stretch: Double = 1, rate: Double) {
    let direct = Echoes.referencePeak(obstruction ?? rate, rate)
    let padding = (8 - echoes.count % 8) % 8
    delays =
      echoes.map { max(1, Int(($0.delay * stretch * rate).rounded())) } + Array(repeating: 1, count: padding)
    gains =
      echoes.map { echo in
        Float(pow(10, echo.level / 20)) * direct / Echoes.referencePeak(echo.cutoff, rate)
      } + Array(repeating: 0, count: padding)
    coefficients =
      echoes.map { OnePole.coefficient($0.cutoff, rate) } + Array(repeating: 1, count: padding)
  }

  /// The peak that is left of a blast with a positive phase of half a millisecond.
  static func referencePeak(_ cutoff: Double, _ rate: Double) -> Float {
    var samples = [Float](repeating: 0, count: Int(rate * 0.004))
    return samples.withUnsafeMutableBufferPointer { buffer in
      MuzzleBlast(positivePhase: 0.5e-3, rise: 40e-6).add(to: buffer, start: 0, rate: rate, amplitude: 1)
      var filter = OnePole(cutoff: cutoff, rate: rate)
      filter.lowPass(buffer)
      return buffer.reduce(1e-6) { max($0, abs($1)) }
    }
  }

  /// Adds to `output` the reflections of `input`, which is as long.
  package func add(_ input: UnsafeBufferPointer<Float>, to output: UnsafeMutableBufferPointer<Float>) {
    for first in stride(from: 0, to: delays.count, by: 8) { addEight(first, input, output) }
  }

  private func addEight(
    _ first: Int, _ input: UnsafeBufferPointer<Float>, _ output: UnsafeMutableBufferPointer<Float>
  ) {
    let (delays, gains) = (Array(delays[first..<first + 8]), Array(gains[first..<first + 8]))
    let gain = SIMD8<Float>(gains)
    let coefficient = SIMD8<Float>(coefficients[first..<first + 8])
    let longest = delays.max() ?? 0
    var (state, heard) = (SIMD8<Float>(), SIMD8<Float>())
    delays.withUnsafeBufferPointer { delays in
      for index in 0..<min(input.count, output.count) {
        for lane in 0..<8 {
          let source = index - delays[lane]
          heard[lane] = index >= longest || source >= 0 ? input[source] : 0
        }
        state += coefficient * (heard - state) + floorOfSilence
        output[index] += (state * gain).sum()
      }
    }
  }
}
