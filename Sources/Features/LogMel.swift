import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Log-mel images `[nMels, frames]` in dB: 32 × 33 for a chunk of 4096 samples with the original's parameters.
///
/// Each value is `20·log10(mel / reference + amplitudeOffset)` (10·log10 for powers), where `mel` is the band's weighted
/// sum over one frame's magnitudes (or powers). Where the whole image is 0, the reference is 1. Samples that are not finite,
/// or beyond ±1e12, count as 0. Recordings shorter than nFFT are padded as `padMode` says where frames are centred,
/// and give no frame where they are not; no samples give no frame.
public struct LogMel: Sendable {
  /// What the image is made with.
  public let parameters: LogMelParameters
  /// The mel bands.
  public let filterBank: MelFilterBank
  /// The transform underneath.
  public let stft: STFT

  /// Throws a `FeatureError` where an option makes no sense or a mel band holds no FFT bin.
  public init(_ parameters: LogMelParameters = LogMelParameters()) throws {
    self.parameters = parameters
    stft = try STFT(parameters)
    filterBank = try MelFilterBank(parameters)
  }

  /// Frames in the image of `sampleCount` samples; see `STFT.frames`.
  public func frames(_ sampleCount: Int) -> Int { stft.frames(sampleCount) }

  /// The image of `samples`, `[nMels, frames]` row-major.
  public func callAsFunction(_ samples: [Float]) -> [Float] {
    let count = parameters.nMels * frames(samples.count)
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      samples.withUnsafeBufferPointer {
        compute($0, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      }
      initialized = count
    }
  }

  /// Writes the image of `samples` into `image`, which must hold `nMels · frames` values (it may be uninitialised).
  public func compute(_ samples: UnsafeBufferPointer<Float>, into image: UnsafeMutableBufferPointer<Float>) {
    let count = frames(samples.count)
    precondition(image.count >= parameters.nMels * count, "the image's buffer is too small")
    stft.forEachFrame(samples) { frame, magnitudes in
      if parameters.power == 2 {
        for bin in magnitudes.indices { magnitudes[bin] *= magnitudes[bin] }
      }
      for (row, band) in filterBank.bands.enumerated() {
        var sum: Float = 0
        for (index, weight) in band.weights.enumerated() { sum += weight * magnitudes[band.firstBin + index] }
        image.initializeElement(at: row * count + frame, to: sum)
      }
    }
    let scale = 1 / referenceValue(image)
    let factor = 20 / Float(parameters.power)
    let offset = Float(parameters.amplitudeOffset)
    for index in 0..<(parameters.nMels * count) {
      image[index] = factor * log10f(image[index] * scale + offset)
    }
  }

  /// The mel value that counts as 0 dB; 1 where all are 0.
  private func referenceValue(_ mels: UnsafeMutableBufferPointer<Float>) -> Float {
    switch parameters.reference {
    case .none: return 1
    case .maximum:
      let loudest = mels.max() ?? 0
      return loudest > 0 ? loudest : 1
    case .median:
      let sorted = mels.filter { $0 > 0 }.sorted()
      guard !sorted.isEmpty else { return 1 }
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }
}
