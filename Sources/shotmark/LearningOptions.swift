import Basis
import Labelling

/// What a round of the loop learns from besides what is labelled, by the kind of its model.
package enum LearningOptions {
  /// Labelled recordings besides.
  package static let lessons = Option(
    "learn-from", .folder, .repeated,
    "Another folder of labelled recordings, with its tags in Annotations within it, that a model for onsets learns "
      + "from as well; it counts as much as the recordings at hand")

  /// Takes the options that only one kind of model knows.
  ///
  /// - Throws: `UsageError.conflict` where the model is of another kind.
  static func apply(_ arguments: Arguments, to options: inout LoopOptions) throws {
    let ofOnsets: [any CommandOption] = [lessons, TrainOnsetsOptions.loudest, TrainOnsetsOptions.steps]
    let ofChunks: [any CommandOption] = [
      LoopSubcommandOptions.epochs, TrainForestOptions.recipe, AugmentOptions.copies, SliceOptions.groupBy,
    ]
    for option in options.kind == .onsets ? ofChunks : ofOnsets where arguments.isGiven(option) {
      throw UsageError.conflict(
        options.kind == .onsets
          ? "a model for onsets learns from whole recordings: --\(option.long) is about chunks"
          : "only a model for onsets learns from what --\(option.long) names",
        options: "option --\(option.long)",
        remedy: options.kind == .onsets ? "leave it out" : "give --model one for onsets, or leave it out")
    }
    options.lessons = arguments.all(lessons)
    options.loudest = arguments.all(TrainOnsetsOptions.loudest)
    if arguments.isGiven(TrainOnsetsOptions.steps) {
      options.networkSteps = try arguments.value(TrainOnsetsOptions.steps)
    }
  }
}
