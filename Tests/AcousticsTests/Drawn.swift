import Acoustics
import Basis

/// Sounds drawn from a key.
enum Drawn {
  /// `count` samples of white noise, uniform in ±1.
  static func noise(_ count: Int, _ key: RandomKey) -> [Float] {
    var generator = key.generator()
    return (0..<count).map { _ in Float(generator.number(in: -1...1)) }
  }

  /// A sample of 1 and then silence.
  static func impulse(_ count: Int) -> [Float] {
    (0..<count).map { $0 == 0 ? 1 : 0 }
  }
}
