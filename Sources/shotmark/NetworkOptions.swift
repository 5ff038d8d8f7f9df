import Basis
import ConvNet
import Training

/// How the learning rate changes.
package enum ScheduleChoice: String, Sendable, CaseIterable {
  /// The original project's steps.
  case original
  /// Not at all.
  case constant
  /// Up over the first epochs, then down along a cosine.
  case cosine
  /// Down where the loss on val no longer falls.
  case plateau
}

/// The options of a network and of how it is trained; the names are Keras', where it has one.
package enum NetworkOptions {
  static let network = Option(
    "network", .file(["json"], named: "NETWORK"), .standard("original", shown: "original"),
    "The layers: " + NetworkDescription.builtIn.map(\.name).joined(separator: ", ") + ", or a JSON file")
  static let head = Option(
    "head", .choice(NetworkDescription.Head.self, named: "HEAD"), .optional,
    "What makes probabilities: softmax, or sigmoid for each label by itself; default: as the network says")
  static let epochs = Option("epochs", .count(in: 1...100_000), .standard(100, shown: "100"), "Most epochs")
  static let batchSize = Option(
    "batch-size", .count(in: 1...4096), .standard(16, shown: "16"), "Chunks of a step")
  static let schedule = Option(
    "schedule", .choice(ScheduleChoice.self, named: "WHICH"), .standard(.original, shown: "original"),
    "How the learning rate changes: original (2e-5 for 3 epochs, 2e-4 to 13, 3e-5 to 20, then 1e-5), constant, "
      + "cosine (down to nothing at --epochs) or plateau")
  static let learningRate = Option(
    "learning-rate", .number(in: 1e-9...10, named: "RATE"), .optional,
    "Highest learning rate; default: the original schedule's 2e-4, for the others 1e-3")
  static let warmUp = Option(
    "warm-up", .count(in: 0...10_000), .standard(3, shown: "3"), "Epochs over which cosine rises")
  static let plateauFactor = Option(
    "plateau-factor", .number(in: 0.01...0.99, named: "X"), .standard(0.3, shown: "0.3"),
    "What plateau multiplies the rate by")
  static let plateauPatience = Option(
    "plateau-patience", .count(in: 1...1000), .standard(4, shown: "4"),
    "Epochs without a lower loss before it does")
  static let weightDecay = Option(
    "weight-decay", .number(in: 0...1, named: "X"), .standard(0, shown: "0"),
    "Part of each weight taken away in a step, times the learning rate: AdamW; 0 is Adam")
  static let clipNorm = Option(
    "clip-norm", .number(in: 1e-6...1e6, named: "X"), .optional, "Longest gradient; default: no limit")
  static let labelSmoothing = Option(
    "label-smoothing", .number(in: 0...0.9, named: "X"), .standard(0, shown: "0"),
    "Part of each truth that is shared out over all labels")
  static let focalGamma = Option(
    "focal-gamma", .number(in: 0...10, named: "X"), .standard(0, shown: "0"),
    "Focal loss: how much less counts what is known already")
  static let classWeight = Option(
    "class-weight", .choice(NetworkTraining.ClassWeight.self, named: "WHICH"),
    .standard(.none, shown: "none"),
    "Weights of the labels: none or balanced")
  static let earlyStopping = Option(
    "early-stopping", .count(in: 1...100_000), .standard(8, shown: "8"),
    "Stop when N epochs have not lowered the loss on val; the best epoch's weights are kept in any case")
  static let noEarlyStopping = Flag("no-early-stopping", "Train for all --epochs")
  static let noScaling = Flag(
    "no-scaling", "Let the layers see decibels as they are, not scaled to mean 0 and deviation 1")

  static let layers = OptionGroup("Network", [network, head, noScaling])
  static let learning = OptionGroup(
    "Learning",
    [
      epochs, batchSize, schedule, learningRate, warmUp, plateauFactor, plateauPatience, weightDecay,
      clipNorm,
      labelSmoothing, focalGamma, classWeight, earlyStopping, noEarlyStopping,
    ])

  /// What the options say.
  static func apply(_ arguments: Arguments, to training: inout NetworkTraining) throws {
    training.network = try NetworkFile.read(arguments.value(network))
    if let head = arguments.optional(head) { training.network.head = head }
    training.scalesInput = !arguments.has(noScaling)
    training.epochs = try arguments.value(epochs)
    training.batchSize = try arguments.value(batchSize)
    training.learningRate = try rate(arguments)
    training.optimizer.weightDecay = Float(try arguments.value(weightDecay))
    training.optimizer.clipNorm = arguments.optional(clipNorm).map { Float($0) }
    training.labelSmoothing = Float(try arguments.value(labelSmoothing))
    training.focalGamma = Float(try arguments.value(focalGamma))
    training.classWeight = try arguments.value(classWeight)
    training.earlyStopping =
      arguments.has(noEarlyStopping) ? nil : EarlyStopping(patience: try arguments.value(earlyStopping))
    if arguments.has(noEarlyStopping), arguments.isGiven(earlyStopping) {
      throw UsageError.conflict(
        "training cannot stop early and not stop early",
        options: "options --early-stopping and --no-early-stopping",
        remedy: "leave out one of them")
    }
  }

  private static func rate(_ arguments: Arguments) throws -> LearningRate {
    let choice = try arguments.value(schedule)
    let owned: [(option: any CommandOption, by: ScheduleChoice)] = [
      (warmUp, .cosine), (plateauFactor, .plateau), (plateauPatience, .plateau),
    ]
    for (option, owner) in owned where arguments.isGiven(option) && choice != owner {
      throw UsageError.conflict(
        "--\(option.long) means nothing for the schedule \(choice.rawValue)",
        options: "options --\(option.long) and --schedule",
        remedy: "add --schedule=\(owner.rawValue), or leave out --\(option.long)")
    }
    let given = arguments.optional(learningRate).map { Float($0) }
    switch choice {
    case .original: return given.map { LearningRate.original.scaled(toHighest: $0) } ?? .original
    case .constant: return .constant(given ?? 1e-3)
    case .cosine:
      return .cosine(given ?? 1e-3, warmUp: try arguments.value(warmUp), epochs: try arguments.value(epochs))
    case .plateau:
      return .plateau(
        given ?? 1e-3, factor: Float(try arguments.value(plateauFactor)),
        patience: try arguments.value(plateauPatience), least: (given ?? 1e-3) * 1e-3)
    }
  }
}
