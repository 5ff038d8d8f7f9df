/// Loops over samples.
enum SampleLoops {
  /// The largest magnitude; 0 for none.
  static func peak(_ samples: [Float]) -> Float {
    var peak: Float = 0
    for sample in samples { peak = max(peak, abs(sample)) }
    return peak
  }

  /// The mean of the squares; 0 for none.
  static func power(_ samples: [Float]) -> Double {
    var sum = 0.0
    for sample in samples { sum += Double(sample) * Double(sample) }
    return samples.isEmpty ? 0 : sum / Double(samples.count)
  }

  /// Multiplies all of them.
  static func scale(_ samples: inout [Float], by factor: Float) {
    for index in samples.indices { samples[index] *= factor }
  }
}
