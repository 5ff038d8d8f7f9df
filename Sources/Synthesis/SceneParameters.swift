/// What a collection of scenes is drawn within.
public struct SceneParameters: Equatable, Sendable {
  /// The share of sites that hear a reflection 3 to 10 dB louder than the direct sound, 80 to 300 ms after it.
  /// Default a third; held to 0…1 and shared out over each dozen of sites.
  public let loudEchoShare: Double
  /// Samples a second that sensors record at, shared out evenly. Default 12, 16, 44.1 and 48 kHz; rates that are
  /// not a multiple of 100 between 8 and 192 kHz are left out.
  public let sampleRates: [Int]
  /// The fastest burst in rounds a second. Default 20, which is 1200 a minute; held to 8…20.
  public let fastestBurst: Double
  /// The share of bursts that are far away, blurred and marked as ignored, not round by round. Default 0.12.
  public let unresolvedShare: Double
  /// The share of takes that overdrive their sensor. Default 0.12.
  public let clippedShare: Double
  /// The quietest round's effective level over the background's, over 50 ms, in dB. Default 12 to 38; held to −20…60.
  public let snrDB: ClosedRange<Double>
  /// Whether every take has shots; otherwise every second one has none, and of surroundings none at all. Default false.
  public let onlyShots: Bool
  /// What is shot where. Default mixed.
  public let setting: SceneSetting

  /// The defaults, but for what is given.
  public init(
    loudEchoShare: Double = 1.0 / 3, sampleRates: [Int] = [12_000, 16_000, 44_100, 48_000],
    fastestBurst: Double = 20, unresolvedShare: Double = 0.12, clippedShare: Double = 0.12,
    snrDB: ClosedRange<Double> = 12...38, onlyShots: Bool = false,
    setting: SceneSetting = .mixed
  ) {
    func share(_ value: Double) -> Double { min(1, max(0, value)) }
    func decibels(_ value: Double) -> Double { min(60, max(-20, value)) }
    self.loudEchoShare = share(loudEchoShare)
    self.sampleRates = sampleRates
    self.fastestBurst = min(20, max(8, fastestBurst))
    self.unresolvedShare = share(unresolvedShare)
    self.clippedShare = share(clippedShare)
    self.snrDB = decibels(snrDB.lowerBound)...decibels(snrDB.upperBound)
    self.onlyShots = onlyShots || setting == .range
    self.setting = setting
  }

  /// The rates that can be rendered; 16 kHz where none is left.
  var usableRates: [Int] {
    let usable = sampleRates.filter { (8000...192_000).contains($0) && $0 % 100 == 0 }
    return usable.isEmpty ? [16_000] : usable
  }
}
