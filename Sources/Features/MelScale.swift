#if canImport(Glibc)
  import Glibc
#endif

/// How frequency becomes pitch.
public enum MelScale: String, Sendable, CaseIterable {
  /// Linear below 1000 Hz (200 / 3 Hz a mel), then 27 mels for each factor 6.4
  /// (Slaney: Auditory Toolbox, 1998; librosa's default).
  case slaney
  /// 2595·log10(1 + f / 700) (the HTK Book; O'Shaughnessy 1987).
  case htk

  private static let linearStep = 200.0 / 3
  private static let corner = 1000.0
  private static let logStep = log(6.4) / 27

  /// Mels of a frequency in Hz.
  public func mels(hertz: Double) -> Double {
    switch self {
    case .htk: return 2595 * log10(1 + hertz / 700)
    case .slaney:
      guard hertz >= MelScale.corner else { return hertz / MelScale.linearStep }
      return MelScale.corner / MelScale.linearStep + log(hertz / MelScale.corner) / MelScale.logStep
    }
  }

  /// The frequency in Hz of a pitch in mels.
  public func hertz(mels: Double) -> Double {
    switch self {
    case .htk: return 700 * (pow(10, mels / 2595) - 1)
    case .slaney:
      let cornerMels = MelScale.corner / MelScale.linearStep
      guard mels >= cornerMels else { return mels * MelScale.linearStep }
      return MelScale.corner * exp(MelScale.logStep * (mels - cornerMels))
    }
  }
}
