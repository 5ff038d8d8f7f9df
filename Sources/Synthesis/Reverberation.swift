import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// The diffuse tail of a site.
package struct Reverberation: Equatable, Sendable {
  /// Seconds in which it falls by 60 dB.
  package var decayTime: Double
  /// dB by which its energy is above that of the direct sound.
  package var level: Double
  /// Seconds before it begins.
  package var predelay: Double
  /// Seconds of its shortest and longest way around.
  package var paths: ClosedRange<Double>
  /// Hz above which each way around dulls it.
  package var cutoff: Double
  /// Names the lengths of its ways.
  package var key: RandomKey

  /// A tail, in seconds, dB, seconds, seconds and Hz.
  package init(
    decayTime: Double, level: Double, predelay: Double, paths: ClosedRange<Double>, cutoff: Double,
    key: RandomKey
  ) {
    self.decayTime = decayTime
    self.level = level
    self.predelay = predelay
    self.paths = paths
    self.cutoff = cutoff
    self.key = key
  }
}

/// A feedback network of eight delays (J.-M. Jot and A. Chaigne: Digital delay networks for designing artificial
/// reverberators, AES 90th convention, 1991) mixed by Householder's reflection.
package struct ReverberationNetwork {
  private let lengths: [Int]
  private let gains: SIMD8<Float>
  private let damping: Float
  private let predelay: Int
  private let strength: Float

  /// The network of a site at a sampling rate.
  package init(_ plan: Reverberation, rate: Double) {
    var generator = plan.key.adding("paths").generator()
    let span = plan.paths.upperBound / plan.paths.lowerBound
    let seconds = (0..<8).map { lane in
      plan.paths.lowerBound * pow(span, (Double(lane) + generator.unit()) / 8)
    }
    lengths = seconds.map { max(8, Int(($0 * rate).rounded())) }
    let fades = seconds.map { Float(pow(10, -3 * $0 / plan.decayTime)) }
    gains = SIMD8(fades)
    damping = OnePole.coefficient(plan.cutoff, rate)
    predelay = Int(plan.predelay * rate)
    // A lossless mixer keeps energy, so the tail of one sample holds 1 / (1 − g²) on average.
    let loss = 1 - fades.reduce(0) { $0 + $1 * $1 } / 8
    strength = Float(pow(10, plan.level / 20)) * max(1e-4, loss).squareRoot()
  }

  /// Adds the tail of `input` to one output, or to two with the signs of the ways mixed differently.
  package func add(_ input: UnsafeBufferPointer<Float>, to outputs: [UnsafeMutableBufferPointer<Float>]) {
    guard let first = outputs.first else { return }
    let second = outputs.count > 1 ? outputs[1] : nil
    var starts: [Int] = []
    var total = 0
    for length in lengths {
      starts.append(total)
      total += length
    }
    var lines = [Float](repeating: 0, count: total)
    lines.withUnsafeMutableBufferPointer { lines in
      run(input, lines, starts, first, second)
    }
  }

  private func run(
    _ input: UnsafeBufferPointer<Float>, _ lines: UnsafeMutableBufferPointer<Float>, _ starts: [Int],
    _ first: UnsafeMutableBufferPointer<Float>, _ second: UnsafeMutableBufferPointer<Float>?
  ) {
    let leftSigns = SIMD8<Float>(1, -1, 1, 1, -1, 1, -1, -1) * strength
    let rightSigns = SIMD8<Float>(1, 1, -1, 1, 1, -1, -1, -1) * strength
    let entry = SIMD8<Float>(1, 1, -1, 1, -1, -1, 1, -1) * Float(0.125).squareRoot()
    var positions = starts
    let ends = zip(starts, lengths).map { $0 + $1 }
    var (heard, state) = (SIMD8<Float>(), SIMD8<Float>())
    positions.withUnsafeMutableBufferPointer { positions in
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          for index in 0..<min(input.count, first.count) {
            for lane in 0..<8 { heard[lane] = lines[positions[lane]] }
            state += damping * (heard - state) + floorOfSilence
            first[index] += (heard * leftSigns).sum()
            if let second { second[index] += (heard * rightSigns).sum() }
            let faded = state * gains
            let mixed = faded - faded.sum() * 0.25 + entry * (index >= predelay ? input[index - predelay] : 0)
            for lane in 0..<8 {
              let position = positions[lane]
              lines[position] = mixed[lane]
              positions[lane] = position + 1 == ends[lane] ? starts[lane] : position + 1
            }
          }
        }
      }
    }
  }
}
