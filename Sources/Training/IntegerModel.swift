import Basis
import Chunks
import ConvNet
import Quantization

/// A network in whole numbers, as it runs on a microcontroller, with the card of the one that it was made of.
public struct IntegerModel: TrainedModel {
  /// What the model in floats says about itself.
  public var card: ModelCard
  /// The same layers in 8 bits.
  public var network: IntegerNetwork

  /// Half a step of its probabilities.
  public var clip: Double { 1.0 / 512 }

  /// What makes probabilities of images; the same on any number of threads.
  public func judge(jobs: Int) throws -> ImageJudge {
    let predictor = IntegerPredictor(network)
    return { predictor.probabilities($0, jobs: jobs).map { Double($0) } }
  }
}

extension NetworkModel {
  /// The model in whole numbers, calibrated by a set's training chunks, as many of each label.
  ///
  /// - Parameters:
  ///   - perLabel: the most chunks of a label, drawn by `seed`; copies are never among them.
  /// - Throws: `TrainingError` where model and set do not fit, `QuantizationError`, and what is wrong with chunks.
  public func quantized(
    by set: ChunkSet, perLabel: Int = 250, options: Quantizer.Options = Quantizer.Options(), seed: UInt64 = 0,
    jobs: Int = Parallel.cores, progress: @escaping ChunksProgressHandler = { _ in }
  ) throws -> IntegerModel {
    try card.check(set)
    let rows = NetworkModel.sample(set.rows.filter { $0.split == .train && $0.parent == nil }, perLabel, seed)
    guard !rows.isEmpty else { throw TrainingError.noRows(set.folder, split: "train") }
    let matrix = try FeatureMatrix(set, rows: rows, parameters: card.features, jobs: jobs, progress: progress)
    return IntegerModel(
      card: card,
      network: try Quantizer.quantize(network, images: matrix.values, options: options, jobs: jobs))
  }

  /// As many rows of each label, in their order: which, depends on their files and the seed alone.
  package static func sample(_ rows: [ManifestRow], _ perLabel: Int, _ seed: UInt64) -> [ManifestRow] {
    var chosen: [ManifestRow] = []
    let byLabel = Dictionary(grouping: rows, by: \.label)
    // The rarest label decides, so that none has more say than another.
    let count = min(max(1, perLabel), byLabel.values.map(\.count).min() ?? 0)
    for (label, own) in byLabel.sorted(by: { $0.key < $1.key }) {
      var order = Array(own.sorted { $0.file < $1.file })
      var generator = RandomKey(seed: seed).adding("calibration").adding(label).generator()
      generator.shuffle(&order)
      chosen += order.prefix(count)
    }
    return chosen.sorted { $0.file < $1.file }
  }
}

extension ModelCard {
  /// Whether a set's chunks are such as the model was trained on.
  ///
  /// - Throws: `TrainingError.otherLength`, `.unknownLabel`.
  func check(_ set: ChunkSet) throws {
    try checkLength(set)
    if let stranger = set.labels.first(where: { !labels.contains($0) }) {
      throw TrainingError.unknownLabel(stranger, set.folder, known: labels)
    }
  }

  /// Whether a set's chunks are as long as those that the model was trained on.
  ///
  /// - Throws: `TrainingError.otherLength`.
  func checkLength(_ set: ChunkSet) throws {
    guard length == set.information.length else {
      throw TrainingError.otherLength(model: length, set: set.information.length, set.folder)
    }
  }
}

extension IntegerModel {
  /// What an image's codes stand for, in words.
  public var inputNote: String {
    let input = network.input
    return "scale \(input.scale), zero point \(input.zeroPoint)"
  }
}

extension NetworkModel {
  /// This model beside its whole numbers, over the test chunks of a set.
  ///
  /// - Throws: `TrainingError` where model and set do not fit, and what is wrong with chunks.
  public func comparison(
    with integer: IntegerModel, on set: ChunkSet, positive: String, threshold: Double,
    jobs: Int = Parallel.cores, progress: @escaping ChunksProgressHandler = { _ in }
  ) throws -> QuantizationReport {
    try card.check(set)
    let rows = set.rows.filter { $0.split == .test && $0.parent == nil }
    guard !rows.isEmpty else { throw TrainingError.noRows(set.folder, split: "test") }
    let matrix = try FeatureMatrix(set, rows: rows, parameters: card.features, jobs: jobs, progress: progress)
    let float = try judge(jobs: jobs)(matrix.values).map { Float($0) }
    let whole = try integer.judge(jobs: jobs)(matrix.values).map { Float($0) }
    let places = Dictionary(card.labels.enumerated().map { ($1, $0) }) { first, _ in first }
    return try QuantizationReport(
      of: network, integer.network, float: float, integer: whole, labels: rows.map { places[$0.label] ?? 0 },
      positive: places[positive] ?? 0, threshold: threshold)
  }
}
