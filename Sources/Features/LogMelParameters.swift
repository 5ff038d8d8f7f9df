import Basis

/// Everything that decides what a log-mel image looks like; the defaults are the original project's.
public struct LogMelParameters: Equatable, Hashable, Sendable {
  /// What continues a recording before its first and after its last sample where frames are centred.
  public enum PadMode: String, Sendable, CaseIterable {
    /// Zeros (librosa's default).
    case constant
    /// The recording mirrored at its end sample, which is not repeated.
    case reflect
    /// The end sample, repeated.
    case edge
  }

  /// How the mel bands are scaled against each other.
  public enum Norm: String, Sendable, CaseIterable {
    /// Each triangle has the same area: 2 / its width in Hz (librosa's default).
    case slaney
    /// Each triangle's peak is 1.
    case none
  }

  /// What counts as 0 dB.
  public enum Reference: String, Sendable, CaseIterable {
    /// A mel value of 1: levels are kept.
    case none
    /// The image's largest mel value: an image does not change with the recording's gain.
    case maximum
    /// The median of the image's mel values above 0: as `maximum`, and one loud moment moves it little.
    case median
  }

  /// Samples a second; default 16000.
  public var sampleRate = Sampling.rate
  /// Samples of the FFT, 2 to 1048576; default 512. Powers of two from 32 to 8192 are fastest.
  public var nFFT = 512
  /// Samples from one frame to the next, at least 1; default 126.
  public var hopLength = 126
  /// Samples of the window, 1 to nFFT, centred in the FFT; default 512.
  public var winLength = 512
  /// The taper; default the symmetric Hann window.
  public var window = Window.hannSymmetric
  /// Whether frame t is centred on sample t · hopLength (else it begins there); default true.
  public var center = true
  /// What lies beyond the ends where frames are centred; default zeros.
  public var padMode = PadMode.constant
  /// Mel bands, 1 to 4096; default 32.
  public var nMels = 32
  /// Lower edge of the lowest band in Hz; default 10.
  public var fMin = 10.0
  /// Upper edge of the highest band in Hz, at most half the sample rate; default 8000.
  public var fMax = 8000.0
  /// How frequency becomes pitch; default Slaney's.
  public var melScale = MelScale.slaney
  /// How bands are scaled against each other; default Slaney's.
  public var norm = Norm.slaney
  /// The mel bands sum magnitudes (1, the default) or powers (2).
  public var power = 1
  /// What is added to each mel value before the logarithm, 1e-30 to 1e6; default 1e-5, so silence is −100 dB.
  public var amplitudeOffset = 1e-5
  /// What counts as 0 dB; default a mel value of 1.
  public var reference = Reference.none

  /// The original project's parameters.
  public init() {}
}

extension LogMelParameters {
  /// Throws a `FeatureError` for the first option that makes no sense; `LogMel` looks for empty bands besides.
  public func validate() throws {
    try check("sampleRate", sampleRate, in: 1...100_000_000)
    try check("nFFT", nFFT, in: 2...1_048_576)
    try check("hopLength", hopLength, in: 1...1_048_576)
    try check("winLength", winLength, in: 1...1_048_576)
    try check("nMels", nMels, in: 1...4096)
    try check("power", power, in: 1...2)
    try check("amplitudeOffset", amplitudeOffset, in: 1e-30...1e6)
    try check("fMin", fMin, in: 0...1e9)
    try check("fMax", fMax, in: 0...1e9)
    guard winLength <= nFFT else {
      throw FeatureError.windowLongerThanFFT(winLength: winLength, nFFT: nFFT)
    }
    guard fMin < fMax else { throw FeatureError.emptyFrequencyRange(fMin: fMin, fMax: fMax) }
    guard fMax <= Double(sampleRate) / 2 else {
      throw FeatureError.aboveNyquist(fMax: fMax, sampleRate: sampleRate)
    }
  }

  /// The frames, of an image's so many, whose windows hold a sample of the chunk.
  public func frames(holding sample: Int, of count: Int) -> ClosedRange<Int> {
    // The first sample of frame 0's window.
    let begin = (nFFT - winLength) / 2 - (center ? nFFT / 2 : 0)
    let last = max(0, count - 1)
    let lower = Int((Double(sample - begin - winLength + 1) / Double(hopLength)).rounded(.up))
    let upper = Int((Double(sample - begin) / Double(hopLength)).rounded(.down))
    return min(last, max(0, lower))...min(last, max(0, lower, upper))
  }

  private func check<Value: Comparable>(
    _ option: String, _ value: Value, in range: ClosedRange<Value>
  ) throws {
    guard range.contains(value) else {
      throw FeatureError.outOfRange(
        option: option, value: "\(value)", allowed: "from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
