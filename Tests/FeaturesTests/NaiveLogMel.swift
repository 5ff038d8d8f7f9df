import Features

#if canImport(Glibc)
  import Glibc
#endif

/// The log-mel image straight from its definition: direct DFT, full matrix, everything in Double.
enum NaiveLogMel {
  static func image(_ samples: [Float], _ parameters: LogMelParameters) -> [Double] {
    let spectra = magnitudes(samples, parameters)
    var mels: [Double] = []
    for band in 0..<parameters.nMels {
      let weights = weights(band, parameters)
      for spectrum in spectra {
        var sum = 0.0
        for (weight, magnitude) in zip(weights, spectrum) {
          sum += weight * pow(magnitude, Double(parameters.power))
        }
        mels.append(sum)
      }
    }
    let reference = reference(mels, parameters)
    return mels.map { 20 / Double(parameters.power) * log10($0 / reference + parameters.amplitudeOffset) }
  }

  static func magnitudes(_ samples: [Float], _ parameters: LogMelParameters) -> [[Double]] {
    let (n, hop) = (parameters.nFFT, parameters.hopLength)
    let side = parameters.center ? n / 2 : 0
    guard !samples.isEmpty, samples.count + 2 * side >= n else { return [] }
    let window = parameters.window.values(parameters.winLength)
    let before = (n - parameters.winLength) / 2
    return stride(from: 0, through: samples.count + 2 * side - n, by: hop).map { start in
      let frame = window.indices.map { index in
        window[index] * padded(samples, start - side + before + index, parameters)
      }
      return (0...n / 2).map { bin in
        var (real, imaginary) = (0.0, 0.0)
        for (index, value) in frame.enumerated() {
          let angle = 2 * Double.pi * Double((before + index) * bin % n) / Double(n)
          real += value * cos(angle)
          imaginary -= value * sin(angle)
        }
        return (real * real + imaginary * imaginary).squareRoot()
      }
    }
  }

  private static func padded(_ samples: [Float], _ position: Int, _ parameters: LogMelParameters) -> Double {
    var position = position
    if !samples.indices.contains(position) {
      switch parameters.padMode {
      case .constant: return 0
      case .edge: position = position < 0 ? 0 : samples.count - 1
      case .reflect:
        // Step by step, turning round at each end.
        if samples.count == 1 { return Double(samples[0]) }
        while !samples.indices.contains(position) {
          position = position < 0 ? -position : 2 * (samples.count - 1) - position
        }
      }
    }
    return Double(samples[position])
  }

  private static func weights(_ band: Int, _ parameters: LogMelParameters) -> [Double] {
    let low = parameters.melScale.mels(hertz: parameters.fMin)
    let high = parameters.melScale.mels(hertz: parameters.fMax)
    let step = (high - low) / Double(parameters.nMels + 1)
    let edge = (0...2).map { parameters.melScale.hertz(mels: low + step * Double(band + $0)) }
    return (0...parameters.nFFT / 2).map { bin in
      let frequency = Double(bin) * Double(parameters.sampleRate) / Double(parameters.nFFT)
      let height = max(
        0, min((frequency - edge[0]) / (edge[1] - edge[0]), (edge[2] - frequency) / (edge[2] - edge[1])))
      return parameters.norm == .slaney ? height * 2 / (edge[2] - edge[0]) : height
    }
  }

  private static func reference(_ mels: [Double], _ parameters: LogMelParameters) -> Double {
    switch parameters.reference {
    case .none: return 1
    case .maximum: return mels.max().flatMap { $0 > 0 ? $0 : nil } ?? 1
    case .median:
      let sorted = mels.filter { $0 > 0 }.sorted()
      return sorted.isEmpty ? 1 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }
}
