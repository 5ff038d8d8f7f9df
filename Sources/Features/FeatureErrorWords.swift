import Basis

extension FeatureError: ThreePartError {
  /// What is wrong, with the figures that show it.
  public var what: String {
    switch self {
    case .outOfRange(let option, let value, let allowed):
      "\(option) is \(value), but must be \(allowed)"
    case .aboveNyquist(let fMax, let sampleRate):
      "fMax \(fMax) Hz lies above \(Double(sampleRate) / 2) Hz, half the sample rate"
    case .emptyFrequencyRange(let fMin, let fMax):
      "the mel bands would run from \(fMin) to \(fMax) Hz"
    case .windowLongerThanFFT(let winLength, let nFFT):
      "the window has \(winLength) samples, the FFT only \(nFFT)"
    case .emptyBand(let index, let nMels, let nFFT, _):
      "mel band \(index) of \(nMels) is too narrow to hold a bin of an FFT of \(nFFT) samples"
    case .noPlan(let nFFT):
      "FFTW cannot plan an FFT of \(nFFT) samples"
    case .noFrame(let samples, let nFFT):
      "a chunk of \(samples) samples holds no frame of \(nFFT)"
    case .notAFingerprint(let reason):
      "this is no fingerprint that can be read: \(reason)"
    }
  }

  /// The option that it is about.
  public var place: String {
    switch self {
    case .outOfRange(let option, _, _): "log-mel parameters: \(option)"
    case .aboveNyquist: "log-mel parameters: fMax, sampleRate"
    case .emptyFrequencyRange: "log-mel parameters: fMin, fMax"
    case .windowLongerThanFFT: "log-mel parameters: winLength, nFFT"
    case .emptyBand: "log-mel parameters: nMels, nFFT, fMin, fMax"
    case .noPlan: "log-mel parameters: nFFT"
    case .noFrame: "log-mel parameters: nFFT, center"
    case .notAFingerprint: "a recording's stored fingerprint"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .outOfRange(let option, _, let allowed): "give \(option) a value that is \(allowed)"
    case .aboveNyquist(_, let sampleRate): "set fMax to \(Double(sampleRate) / 2) or less"
    case .emptyFrequencyRange: "set fMin below fMax"
    case .windowLongerThanFFT(_, let nFFT): "set winLength to \(nFFT) or less, or take a longer nFFT"
    case .emptyBand(_, _, _, let fitting):
      fitting > 0
        ? "take nMels \(fitting) or less, a longer nFFT, or a wider range from fMin to fMax"
        : "take a longer nFFT, or a wider range from fMin to fMax"
    case .noPlan: "take another nFFT, such as a power of two"
    case .noFrame(let samples, _):
      "take an nFFT of \(samples) or less, longer chunks, or frames that are centred"
    case .notAFingerprint: "make the fingerprint again from the recording"
    }
  }
}
