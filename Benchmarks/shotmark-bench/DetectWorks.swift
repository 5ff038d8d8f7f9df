import Basis
import Detection
import Files
import Synthesis
import Training

#if canImport(Glibc)
  import Glibc
#endif

extension Works {
  /// An hour of 48 kHz stereo searched as `shotmark detect` does it: decoded, resampled, every window judged, rises and
  /// echoes found.
  static func detectHour(_ settings: Settings) throws -> Measured {
    let recording = try settings.path("recording")
    let model = try ModelFile.read(settings.path("model"))
    let detector = try WindowDetector(model)
    var seconds = 0
    var measured = try Measured(settings, items: 3600, unit: "seconds of sound") {
      seconds = try detector.detect(in: recording) { _ in } / Sampling.rate
      guard seconds >= 3600 else { throw SettingsError(what: "--recording holds less than an hour") }
    }
    let sorted = measured.seconds.sorted()
    let middle = sorted[sorted.count / 2]
    func two(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
    measured.more.append(
      (
        "words",
        .string(
          "\(two(middle)) s (\(two(sorted[0]))–\(two(sorted[sorted.count - 1]))), "
            + "\(Int(Double(seconds) / middle)) × real time, \(mostMemory / 1_000_000) MB at most")
      ))
    return measured
  }

  /// Bytes that this process has had at once.
  private static var mostMemory: Int {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
