/// The short-time Fourier transform's magnitudes: how a recording is cut into frames, tapered and transformed.
///
/// Samples that are not finite, or beyond ±1e12, count as 0.
public struct STFT: Sendable {
  /// How frames are cut and tapered; the mel options play no part here.
  public let parameters: LogMelParameters
  /// Frequencies in a frame, `nFFT / 2 + 1`: bin k lies at k · sampleRate / nFFT Hz.
  public var bins: Int { parameters.nFFT / 2 + 1 }

  /// The window, centred among `nFFT` values.
  let taper: [Float]
  private let fft: RealFFT

  /// Throws a `FeatureError` where an option makes no sense.
  public init(_ parameters: LogMelParameters) throws {
    try parameters.validate()
    self.parameters = parameters
    let window = parameters.window.values(parameters.winLength)
    let before = (parameters.nFFT - parameters.winLength) / 2
    var taper = [Float](repeating: 0, count: parameters.nFFT)
    for (index, value) in window.enumerated() { taper[before + index] = Float(value) }
    self.taper = taper
    fft = try RealFFT(length: parameters.nFFT)
  }

  /// How many frames `sampleCount` samples give, as librosa counts them: centred `1 + sampleCount / hopLength` (for an
  /// even nFFT), else `1 + (sampleCount − nFFT) / hopLength`; 0 for no samples, or fewer than one frame needs.
  public func frames(_ sampleCount: Int) -> Int {
    guard sampleCount > 0 else { return 0 }
    let padding = parameters.center ? parameters.nFFT / 2 * 2 : 0
    let room = sampleCount + padding - parameters.nFFT
    return room < 0 ? 0 : 1 + room / parameters.hopLength
  }

  /// Magnitudes `[bins, frames]`, row-major, as `abs(librosa.stft(...))`.
  public func magnitudes(_ samples: [Float]) -> [Float] {
    let count = frames(samples.count)
    var output = [Float](repeating: 0, count: bins * count)
    samples.withUnsafeBufferPointer { samples in
      forEachFrame(samples) { frame, magnitudes in
        for bin in 0..<bins { output[bin * count + frame] = magnitudes[bin] }
      }
    }
    return output
  }

  /// Calls `body` with each frame's number and magnitudes, in order.
  func forEachFrame(
    _ samples: UnsafeBufferPointer<Float>, _ body: (Int, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let scratch = RealFFT.Scratch(length: parameters.nFFT)
    let magnitudes = UnsafeMutableBufferPointer<Float>.allocate(capacity: bins)
    defer { magnitudes.deallocate() }
    for frame in 0..<frames(samples.count) {
      load(frame, of: samples, into: scratch.samples)
      fft.execute(scratch)
      for bin in 0..<bins {
        let (real, imaginary) = scratch.spectrum[bin]
        magnitudes.initializeElement(at: bin, to: (real * real + imaginary * imaginary).squareRoot())
      }
      body(frame, magnitudes)
    }
  }

  /// The tapered samples of one frame.
  private func load(
    _ frame: Int, of samples: UnsafeBufferPointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    let start = frame * parameters.hopLength - (parameters.center ? parameters.nFFT / 2 : 0)
    for index in 0..<parameters.nFFT {
      target[index] = taper[index] * sample(start + index, of: samples)
    }
  }

  /// The sample at `position`, which may lie beyond either end.
  private func sample(_ position: Int, of samples: UnsafeBufferPointer<Float>) -> Float {
    var source = position
    if position < 0 || position >= samples.count {
      switch parameters.padMode {
      case .constant: return 0
      case .edge: source = min(max(0, position), samples.count - 1)
      case .reflect: source = STFT.reflected(position, samples.count)
      }
    }
    return STFT.usable(samples[source])
  }

  /// `position` folded into `0..<count` by mirrors at the first and the last sample.
  static func reflected(_ position: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let folded = ((position % period) + period) % period
    return min(folded, period - folded)
  }

  /// The sample, or 0 where it is not finite or so large that a spectrum could overflow.
  @inline(__always)
  static func usable(_ sample: Float) -> Float { abs(sample) <= 1e12 ? sample : 0 }
}
