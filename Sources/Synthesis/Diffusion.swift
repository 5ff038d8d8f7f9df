import Basis

/// Scattering by leaves, walls and grass: four all-pass sections in a row, which turn one arrival into many
/// (M. R. Schroeder: Natural sounding artificial reverberation, J. Audio Eng. Soc. 10, 1962).
struct Diffusion {
  private static let gain: Float = 0.62
  private let lengths: [Int]

  /// Sections of about 1 to 10 ms, each site's own.
  init(key: RandomKey, rate: Double) {
    var generator = key.adding("diffusion").generator()
    lengths = [1.3e-3, 2.9e-3, 5.3e-3, 9.1e-3].map { seconds in
      max(2, Int((seconds * generator.number(in: 0.75...1.3) * rate).rounded()))
    }
  }

  /// Scatters samples in place; the energy stays.
  func apply(to samples: UnsafeMutableBufferPointer<Float>) {
    for length in lengths {
      var line = [Float](repeating: 0, count: length)
      line.withUnsafeMutableBufferPointer { line in
        var position = 0
        for index in samples.indices {
          let kept = samples[index] + Diffusion.gain * line[position] + floorOfSilence
          samples[index] = line[position] - Diffusion.gain * kept
          line[position] = kept
          position = position + 1 == length ? 0 : position + 1
        }
      }
    }
  }
}
