import Basis
import Files
import Synthesis

/// The options of `shotmark synth`.
package enum SynthOptions {
  /// Where to.
  package static let into = Option("into", .folder, .required, "The folder for recordings and tag files")
  /// How much of it.
  package static let minutes = Option(
    "minutes", .count(in: 1...6000), .standard(20, shown: "20"), "Minutes of sound in all")
  /// Which kind.
  package static let ranges = Flag("ranges", "Only shooting ranges, with strong reflections")
  /// Without any.
  package static let noShots = Flag("no-shots", "Only recordings without a shot, whatever else bangs in them")
}

extension Subcommand {
  static let synth = Subcommand(
    name: "synth",
    summary: "Render recordings with shots whose onsets are known",
    description: [
      "Renders muzzle blasts, supersonic cracks, ground echoes, reverberation, bursts, clipped and distant shots "
        + "over wind, traffic and crowds, and hard negatives such as hammering, doors, claps and fireworks.",
      "Recordings lie below the folder by site, the tags in its Annotations. The takes of one site share their "
        + "sensor and echoes: slice them with --group-by folder. More minutes add recordings to those that are "
        + "there; another seed needs another folder.",
    ],
    groups: [
      OptionGroup(
        "Output", [SynthOptions.into, SynthOptions.minutes, SynthOptions.ranges, SynthOptions.noShots]),
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs, CommonOptions.dryRun]),
    ],
    examples: [
      Example("shotmark synth --into Demo", "20 minutes of recordings, with their tag files."),
      Example("shotmark synth --into Other --minutes 5 --seed 7", "Fewer, and others."),
      Example(
        "shotmark synth --ranges --into Ranges",
        "Ranges where some sensors hear a reflection louder than the shot."),
      Example(
        "shotmark synth --no-shots --into Noises --minutes 60",
        "What train onsets is to take for no shot (--background-from)."),
      Example(
        "shotmark slice Demo/Annotations --root Demo --group-by folder --into Exports/demo",
        "Chunks of them."),
    ],
    seeAlso: ["slice"],
    isResumable: true,
    run: { arguments, console in
      let (isRange, hasNone) = (arguments.has(SynthOptions.ranges), arguments.has(SynthOptions.noShots))
      guard !(isRange && hasNone) else {
        throw UsageError.conflict(
          "ranges are there to be shot on", options: "options --ranges and --no-shots",
          remedy: "give one of them")
      }
      let collection = SyntheticCollection(
        folder: try arguments.value(SynthOptions.into), seed: try arguments.value(CommonOptions.seed),
        minutes: try arguments.value(SynthOptions.minutes),
        setting: isRange ? .sensors : hasNone ? .surroundings : .mixed)
      if arguments.has(CommonOptions.dryRun) { return collection.describe(on: console) }
      return try collection.render(jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores, console)
    })
}

extension SyntheticCollection {
  /// Prints what would be rendered: path, seconds, rate, channels, shots.
  fileprivate func describe(on console: Console) -> Outcome {
    for plan in plans {
      let shots = "\(plan.onsets.count) shots"
      console.print(
        "\(plan.path)  \(Int(plan.seconds)) s  \(plan.sampleRate) Hz  \(plan.channels) channels  \(shots)")
    }
    return .success
  }

  /// Writes the tag files and renders what is not there yet. Where all is there, tags are left as they are: they
  /// may have been edited.
  fileprivate func render(jobs: Int, _ console: Console) throws -> Outcome {
    try begin()
    let missing = plans.filter { !FileSystem.exists(folder.appending($0.path)) }
    if !missing.isEmpty || !FileSystem.exists(annotations) { try writeTables() }
    let progress = Progress("Rendering", unit: "recordings", total: missing.count, on: console)
    let outcomes = Parallel.map(missing.count, jobs: jobs) { index in
      defer { progress.advance() }
      return Result { try write(missing[index]) }
    }
    progress.finish()
    var failures = Failures()
    for (plan, outcome) in zip(missing, outcomes) {
      if case .failure(let error) = outcome { failures.add(error, about: plan.path) }
    }
    let shots = plans.reduce(0) { $0 + $1.onsets.count }
    let minutes = Int(plans.reduce(0) { $0 + $1.seconds } / 60)
    console.note("\(plans.count) recordings in \(folder), \(minutes) minutes, \(shots) shots")
    console.note("tags in \(annotations)")
    return try failures.finish(
      console, list: folder.appending("failures.csv"), of: missing.count, unit: "recordings")
  }
}
