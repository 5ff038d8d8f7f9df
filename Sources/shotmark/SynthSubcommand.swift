import Basis

/// The options of `shotmark synth`.
package enum SynthOptions {
  /// Where to.
  package static let into = Option("into", .folder, .required, "The folder for recordings and tag files")
  /// How much of it.
  package static let minutes = Option(
    "minutes", .count(in: 1...6000), .standard(20, shown: "20"), "Minutes of sound in all")
}

extension Subcommand {
  static let synth = Subcommand(
    name: "synth",
    summary: "Render recordings with shots whose onsets are known",
    description: [
      "Renders muzzle blasts, supersonic cracks, ground echoes, reverberation, bursts, clipped and distant shots "
        + "over wind, traffic and crowds, and hard negatives such as hammering, doors, claps and fireworks."
    ],
    groups: [
      OptionGroup("Output", [SynthOptions.into, SynthOptions.minutes]),
      OptionGroup("Run", [CommonOptions.seed, CommonOptions.jobs, CommonOptions.dryRun]),
    ],
    examples: [
      Example("shotmark synth --into Demo", "20 minutes of recordings, with their tag files."),
      Example("shotmark synth --into Demo --minutes 5 --seed 7", "Fewer, and others."),
    ],
    seeAlso: ["slice"],
    isResumable: true)
}
