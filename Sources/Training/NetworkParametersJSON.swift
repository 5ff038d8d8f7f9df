import ConvNet
import Files

extension NetworkTraining {
  /// What training makes small.
  var loss: Loss {
    var loss = Loss(network.head)
    (loss.labelSmoothing, loss.focalGamma) = (labelSmoothing, focalGamma)
    return loss
  }

  /// What decides how the network is trained, by name.
  var members: [JSON.Member] {
    [
      ("epochs", .number(epochs)), ("batch_size", .number(batchSize)), ("learning_rate", learningRate.json),
      ("optimizer", .string(optimizer.weightDecay > 0 ? "adamw" : "adam")),
      ("weight_decay", .number(optimizer.weightDecay)), ("beta_1", .number(optimizer.beta1)),
      ("beta_2", .number(optimizer.beta2)), ("epsilon", .number(optimizer.epsilon)),
      ("clip_norm", optimizer.clipNorm.map { .number($0) } ?? .null),
      ("label_smoothing", .number(labelSmoothing)), ("focal_gamma", .number(focalGamma)),
      ("patience", earlyStopping.map { .number($0.patience) } ?? .null),
      ("least_gain", earlyStopping.map { .number($0.leastGain) } ?? .null),
      ("class_weight", .string(classWeight.rawValue)), ("uses_weights", .bool(usesWeights)),
      ("scales_input", .bool(scalesInput)), ("seed", .string(String(seed))), ("threads", .number(jobs)),
    ].map { JSON.Member($0.0, $0.1) }
  }
}

extension LearningRate {
  var json: JSON.Value {
    switch self {
    case .constant(let rate): .object([("schedule", "constant"), ("rate", .number(rate))])
    case .steps(let steps):
      .object([
        ("schedule", "steps"),
        ("steps", .array(steps.map { .object([("epoch", .number($0.epoch)), ("rate", .number($0.rate))]) })),
      ])
    case .cosine(let rate, let warmUp, let epochs):
      .object([
        ("schedule", "cosine"), ("rate", .number(rate)), ("warm_up", .number(warmUp)),
        ("epochs", .number(epochs)),
      ])
    case .plateau(let rate, let factor, let patience, let least):
      .object([
        ("schedule", "plateau"), ("rate", .number(rate)), ("factor", .number(factor)),
        ("patience", .number(patience)), ("least", .number(least)),
      ])
    }
  }
}
