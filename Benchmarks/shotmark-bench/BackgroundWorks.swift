import Audio
import Basis
import Files
import Synthesis

extension Works {
  /// Recordings without a shot, whatever else bangs in them, until they last `--hours` together: those of `--seed` that
  /// `shotmark synth` would make without shots, below `--into`. What is there already is left.
  static func backgrounds(_ settings: Settings) throws -> Measured {
    let folder = try settings.path("into")
    guard let hours = Double(try settings.text("hours")), let seed = UInt64(try settings.text("seed")) else {
      throw SettingsError(what: "--hours or --seed is no number")
    }
    let plans = backgroundPlans(seconds: hours * 3600, seed: seed)
    _ = try Parallel.tryMap(plans.count) { index in
      let file = folder.appending(plans[index].path)
      guard !FileSystem.exists(file) else { return }
      let scene = plans[index].render()
      try FileSystem.makeFolder(file.folder)
      let wav = WAV.bytes(pcm16: scene.samples, sampleRate: scene.sampleRate, channels: scene.channels)
      try AtomicFile.write(wav.bytes, to: file)
    }
    let seconds = plans.reduce(0) { $0 + $1.seconds }
    return Measured(
      items: plans.count, unit: "recordings",
      more: [
        ("hours", .number(seconds / 3600)),
        ("paths", .array(plans.map { .string($0.path.description) })),
      ])
  }

  /// The first plans without shots that last so long together.
  private static func backgroundPlans(seconds: Double, seed: UInt64) -> [ScenePlan] {
    // Every second take has no shots; takes differ in length.
    var minutes = seconds / 60 * 2
    while true {
      var (taken, length): ([ScenePlan], Double) = ([], 0)
      for plan in Scenes.plan(minutes: minutes, seed: seed) where plan.kind == .environment {
        guard length < seconds else { return taken }
        taken.append(plan)
        length += plan.seconds
      }
      if length >= seconds { return taken }
      minutes *= 1.2
    }
  }
}
