import Basis
import Features
import ConvNet
import Files
import Training

extension Works {
  /// An hour of 44.1 kHz: decoded, resampled, every window's image judged by the original's network.
  static func scanHour(_ settings: Settings) throws -> Measured {
    let recording = try settings.path("recording")
    let model = try NetworkModel(reading: settings.path("model"))
    var windows = 0
    return try Measured(settings, items: 3600, unit: "seconds of sound") {
      windows = 0
      try WindowScan(model).scan(recording) { _, found in windows += found.count / 2 }
      guard windows > 28_000 else { throw SettingsError(what: "--recording holds less than an hour") }
    }
  }
}
