/// What can be wrong with the options of a feature, or with a fingerprint's bytes.
public enum FeatureError: Error, Equatable, Sendable {
  /// An option lies outside the range that makes sense for it.
  case outOfRange(option: String, value: String, allowed: String)
  /// The upper edge of the mel bands lies above half the sample rate.
  case aboveNyquist(fMax: Double, sampleRate: Int)
  /// The lower edge of the mel bands is not below the upper one.
  case emptyFrequencyRange(fMin: Double, fMax: Double)
  /// The window is longer than the FFT.
  case windowLongerThanFFT(winLength: Int, nFFT: Int)
  /// A mel band is so narrow that no FFT bin falls into it; `fitting` is the largest count without such a band.
  case emptyBand(index: Int, nMels: Int, nFFT: Int, fitting: Int)
  /// FFTW has no plan for this size.
  case noPlan(nFFT: Int)
  /// A chunk is shorter than one frame.
  case noFrame(samples: Int, nFFT: Int)
  /// Bytes that were to be a fingerprint are none.
  case notAFingerprint(reason: String)
}
