#if canImport(Glibc)
  import Glibc
#endif

/// What every part of Shotmark agrees on about time: offsets count samples at 16 kHz in the mono mix.
public enum Sampling {
  /// Samples a second of every offset, chunk and feature: 16 kHz.
  public static let rate = 16_000
  /// Samples in a chunk unless told otherwise: 4096, which is 256 ms.
  public static let chunkLength = 4096

  /// Seconds of an offset at 16 kHz.
  public static func seconds(_ offset: Int) -> Double { Double(offset) / Double(rate) }

  /// The offset at 16 kHz nearest to a time in seconds; `nil` where it is not finite or beyond any recording.
  public static func offset(seconds: Double) -> Int? {
    let offset = (seconds * Double(rate)).rounded()
    return offset.magnitude < 0x1p53 ? Int(offset) : nil
  }

  /// An offset as `h:mm:ss.mmm`, rounded down to the millisecond.
  public static func clock(_ offset: Int) -> String {
    let milliseconds = abs(offset) / (rate / 1000)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (seconds, minutes, hours) = (
      milliseconds / 1000 % 60, milliseconds / 60_000 % 60, milliseconds / 3_600_000
    )
    return (offset < 0 ? "-" : "")
      + "\(hours):\(padded(minutes, 2)):\(padded(seconds, 2)).\(padded(milliseconds % 1000, 3))"
  }
}

/// Decibels of amplitudes and of powers.
public enum Decibels {
  /// dB of an amplitude relative to 1; minus infinity for 0.
  public static func ofAmplitude(_ amplitude: Double) -> Double { 20 * log10(abs(amplitude)) }
  /// dB of a power relative to 1; minus infinity for 0.
  public static func ofPower(_ power: Double) -> Double { 10 * log10(abs(power)) }
  /// The amplitude that is `decibels` above 1.
  public static func amplitude(_ decibels: Double) -> Double { pow(10, decibels / 20) }
  /// The power that is `decibels` above 1.
  public static func power(_ decibels: Double) -> Double { pow(10, decibels / 10) }
}
