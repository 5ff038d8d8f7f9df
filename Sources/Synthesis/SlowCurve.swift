import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A random curve that wanders slowly: normal numbers at equal distances, straight lines between them.
struct SlowCurve {
  private let knots: [Float]
  private let spacing: Int

  /// A curve over so many samples, with a knot every `spacing` of them.
  init(count: Int, spacing: Int, key: RandomKey) {
    var generator = key.generator()
    self.spacing = max(1, spacing)
    knots = (0..<(count / self.spacing + 2)).map { _ in Float(generator.gaussian()) }
  }

  /// The curve at a sample.
  @inline(__always)
  func value(_ index: Int) -> Float {
    let knot = min(index / spacing, knots.count - 2)
    let part = Float(index - knot * spacing) / Float(spacing)
    return knots[knot] + part * (knots[knot + 1] - knots[knot])
  }

  /// e^(depth · curve) at every sample of the block that begins at `start`, exact at its ends and straight between.
  @inline(__always)
  func swell(_ start: Int, depth: Float, block: Int) -> (first: Float, step: Float) {
    let first = expf(depth * value(start))
    let last = expf(depth * value(start + block))
    return (first, (last - first) / Float(block))
  }
}
