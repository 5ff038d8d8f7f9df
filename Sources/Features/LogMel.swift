import Basis
import CFeatures

/// Log-mel images `[nMels, frames]` in dB: 32 × 33 for a chunk of 4096 samples with the original's parameters.
///
/// Each value is `20·log10(mel / reference + amplitudeOffset)` (10·log10 for powers), where `mel` is the band's weighted
/// sum over one frame's magnitudes (or powers). Where the whole image is 0 (below 1e-30), the reference is 1. Samples that are
/// not finite, or beyond ±1e12, count as 0. Recordings shorter than nFFT are padded as `padMode` says where frames are
/// centred, and give no frame where they are not; no samples give no frame.
public struct LogMel: Sendable {
  /// What the image is made with.
  public let parameters: LogMelParameters
  /// The mel bands.
  public let filterBank: MelFilterBank
  /// The transform underneath.
  public let stft: STFT

  private let firstBins: [Int32]
  private let weightCounts: [Int32]
  private let weights: [Float]

  /// Throws a `FeatureError` where an option makes no sense or a mel band holds no FFT bin.
  public init(_ parameters: LogMelParameters = LogMelParameters()) throws {
    self.parameters = parameters
    stft = try STFT(parameters)
    filterBank = try MelFilterBank(parameters)
    firstBins = filterBank.bands.map { Int32($0.firstBin) }
    weightCounts = filterBank.bands.map { Int32($0.weights.count) }
    weights = filterBank.bands.flatMap(\.weights)
  }

  /// Frames in the image of `sampleCount` samples; see `STFT.frames`.
  public func frames(_ sampleCount: Int) -> Int { stft.frames(sampleCount) }

  /// The image of `samples`, `[nMels, frames]` row-major.
  public func callAsFunction(_ samples: [Float]) -> [Float] {
    let count = parameters.nMels * frames(samples.count)
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      samples.withUnsafeBufferPointer { compute($0, into: buffer) }
      initialized = count
    }
  }

  /// Writes the image of `samples` into `image`, which must hold `nMels · frames` values (it may be uninitialised).
  public func compute(_ samples: UnsafeBufferPointer<Float>, into image: UnsafeMutableBufferPointer<Float>) {
    compute(samples, recordings: 1, into: image)
  }

  /// The images of chunks of `length` samples that stand one behind the other in `samples`: `[chunks, nMels, frames]`,
  /// each the same as by itself; a rest shorter than a chunk is left out.
  public func images(of samples: [Float], length: Int = Sampling.chunkLength, jobs: Int = Parallel.cores)
    -> [Float]
  {
    guard length > 0 else { return [] }
    let chunks = samples.count / length
    let size = parameters.nMels * frames(length)
    // Eight chunks fill the eight lanes without a rest, whatever the number of frames.
    let share = 16
    return [Float](unsafeUninitializedCapacity: chunks * size) { buffer, initialized in
      nonisolated(unsafe) let images = buffer
      samples.withUnsafeBufferPointer { samples in
        nonisolated(unsafe) let samples = samples
        Parallel.forEach((chunks + share - 1) / share, jobs: jobs) { part in
          let (first, count) = (part * share, min(share, chunks - part * share))
          compute(
            UnsafeBufferPointer(rebasing: samples[first * length..<(first + count) * length]),
            recordings: count,
            into: UnsafeMutableBufferPointer(rebasing: images[first * size..<(first + count) * size]))
        }
      }
      initialized = chunks * size
    }
  }

  private func compute(
    _ samples: UnsafeBufferPointer<Float>, recordings: Int, into images: UnsafeMutableBufferPointer<Float>
  ) {
    let frames = frames(samples.count / recordings)
    let size = parameters.nMels * frames
    precondition(images.count >= size * recordings, "the images' buffer is too small")
    guard size > 0, let address = images.baseAddress else { return }
    var targets = [UnsafeMutablePointer<Float>?](repeating: nil, count: FrameBlock.lanes)
    stft.forEachBlock(samples, recordings: recordings, power: parameters.power) { block in
      for (lane, frame) in block.frames.enumerated() {
        targets[lane] = address + frame / frames * size + frame % frames
      }
      cfeatures_mels(
        block.spectra, Int32(weightCounts.count), firstBins, weightCounts, weights, targets, frames,
        Int32(block.frames.count))
    }
    for recording in 0..<recordings {
      toDecibels(UnsafeMutableBufferPointer(start: address + recording * size, count: size))
    }
  }

  private func toDecibels(_ image: UnsafeMutableBufferPointer<Float>) {
    cfeatures_decibels(
      image.baseAddress, image.count, 1 / reference(image), Float(parameters.amplitudeOffset),
      20 / Float(parameters.power))
  }

  /// The mel value that counts as 0 dB; 1 where all are 0.
  private func reference(_ mels: UnsafeMutableBufferPointer<Float>) -> Float {
    let value: Float
    switch parameters.reference {
    case .none: return 1
    case .maximum: value = mels.max() ?? 0
    case .median:
      var sounding = mels.filter { $0 > 0 }
      value = Median.of(&sounding)
    }
    return value > 1e-30 ? value : 1
  }
}
