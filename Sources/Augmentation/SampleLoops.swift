import Acoustics

/// Loops over samples.
enum SampleLoops {
  /// The largest magnitude; 0 for none.
  static func peak(_ samples: [Float]) -> Float { samples.withUnsafeBufferPointer { SignalPower.peak($0) } }

  /// The mean of the squares; 0 for none.
  static func power(_ samples: [Float]) -> Double {
    samples.withUnsafeBufferPointer { SignalPower.meanSquare($0) }
  }

  /// Multiplies all of them.
  static func scale(_ samples: inout [Float], by factor: Float) {
    samples.withUnsafeMutableBufferPointer { Mixing.scale($0, by: factor) }
  }
}
