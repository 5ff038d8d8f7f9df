import Basis

/// Signals that come out the same on every machine: whole-number generators, no library functions.
enum TestSignal {
  /// 4096 samples: noise of a linear congruential generator at 1/32, from sample 1000 on a decaying 400 Hz square wave.
  static let click: [Float] = {
    var state: UInt32 = 12345
    var height = 0.75
    return (0..<4096).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      var value = (Double(state >> 16) - 32768) / 2_097_152
      if index >= 1000 {
        value += (index - 1000) / 20 % 2 == 0 ? height : -height
        height *= 0.9921875
      }
      return Float(value)
    }
  }()

  /// `count` samples of white noise, uniform in ±`peak`.
  static func noise(_ count: Int, peak: Double = 1, key: RandomKey) -> [Float] {
    var generator = key.generator()
    return (0..<count).map { _ in Float(generator.number(in: -peak...peak)) }
  }
}
