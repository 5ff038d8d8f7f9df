import Annotation
import Basis
import Chunks
import Features
import Files
import Quantization
import Training

/// What `shotmark quantize` does.
enum QuantizeRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let file = try arguments.value(QuantizeOptions.model)
    let model = try NetworkModel(reading: file)
    let set = try ChunkSet(opening: arguments.value(QuantizeOptions.calibrate))
    let jobs = arguments.optional(CommonOptions.jobs) ?? Parallel.cores
    let positive = try positive(arguments, model)
    let recordings = try recordings(arguments)
    let progress = StageProgress(console, unit: "chunks")
    defer { progress.finish() }
    let integer = try model.quantized(
      by: set, perLabel: arguments.value(QuantizeOptions.samples), options: options(arguments),
      seed: arguments.value(CommonOptions.seed), jobs: jobs
    ) { progress.report($0) }
    var report = try model.comparison(
      with: integer, on: set, positive: positive,
      threshold: arguments.optional(EvaluateOptions.threshold) ?? 0.5,
      jobs: jobs
    ) { progress.report($0) }
    var listening: Listening?
    if !recordings.isEmpty {
      listening = try Listening([model, integer], to: recordings, positive: positive, jobs: jobs) {
        progress.report(
          ChunksProgress(
            stage: "listening", done: $0 * recordings.count + $1 + 1, total: 2 * recordings.count))
      }
    }
    if let recalls = listening?.recalls, recalls.count == 2, let float = recalls[0], let whole = recalls[1] {
      report.recallAtOneFalseAlarmAnHour = .init(float: float, integer: whole)
    }
    progress.finish()
    let written = try write(arguments, model, integer)
    if arguments.has(CommonOptions.json) {
      console.write(report.json.bytes())
    } else {
      for line in QuantizationText(report, positive: positive, listening: listening).lines(written) {
        console.print(line)
      }
    }
    return .success
  }

  private static func positive(_ arguments: Arguments, _ model: NetworkModel) throws -> String {
    let labels = model.card.labels
    let positive = arguments.optional(EvaluateOptions.positive) ?? labels.first { $0 != "ENV" } ?? labels[0]
    guard labels.contains(positive) else { throw TrainingError.unknownPositive(positive, known: labels) }
    return positive
  }

  private static func options(_ arguments: Arguments) throws -> Quantizer.Options {
    var options = Quantizer.Options()
    options.hasDenseHead = arguments.has(QuantizeOptions.denseHead)
    options.endsWithLogits = arguments.has(QuantizeOptions.logits)
    let method = try arguments.value(QuantizeOptions.method)
    switch method {
    case .minMax: options.calibration = .minMax
    case .percentile: options.calibration = .percentile(try arguments.value(QuantizeOptions.percentile))
    case .entropy: options.calibration = .entropy
    }
    if arguments.isGiven(QuantizeOptions.percentile), method != .percentile {
      throw UsageError.conflict(
        "--percentile means nothing for this calibration", options: "options --percentile and --calibration",
        remedy: "add --calibration=percentile, or leave out --percentile")
    }
    return options
  }

  /// The recordings to listen to, with their shots.
  private static func recordings(_ arguments: Arguments) throws -> [Listening.Item] {
    let named = arguments.all(QuantizeOptions.listen)
    let tags = try arguments.optional(QuantizeOptions.tags).map { try TagFile(reading: $0) }
    if named.isEmpty {
      guard tags == nil else {
        throw UsageError.conflict(
          "tags mean nothing without recordings", options: "option --tags", remedy: "add --listen")
      }
      return []
    }
    let list = try RecordingList(named, root: arguments.value(CommonOptions.root))
    if let failure = list.failures.items.first { throw failure.error }
    return list.entries.map { Listening.Item(file: $0.file, onsets: tags?[$0.name]?.offsets ?? []) }
  }

  /// Writes all files that are asked for; returns a line on each.
  private static func write(
    _ arguments: Arguments, _ model: NetworkModel, _ integer: IntegerModel
  ) throws -> [String] {
    var written: [String] = []
    func write(_ option: Option<Path>, _ what: String, _ content: (Path) throws -> [UInt8]) throws {
      guard let path = arguments.optional(option) else { return }
      let bytes = try content(path)
      try AtomicFile.write(bytes, to: path)
      written.append("\(path): \(bytes.count) bytes, \(what)")
    }
    let hasDenseHead = arguments.has(QuantizeOptions.denseHead)
    try write(QuantizeOptions.out, "8-bit whole numbers for TensorFlow Lite") { _ in
      try TFLite.bytes(of: integer.network)
    }
    try write(QuantizeOptions.cArray, "the same as an array in C") { path in
      Array(
        try CArray.header(
          TFLite.bytes(of: integer.network), name: CText.identifier(path.stem.bytes, prefix: "model")
        ).utf8)
    }
    try write(QuantizeOptions.frontEnd, "log-mel images in C") { path in
      let source = try LogMelSource(
        model.card.features, samples: model.card.length, name: path.stem.bytes,
        notes: [("input of the model", Array(integer.inputNote.utf8))])
      return Array(source.text.utf8)
    }
    try write(QuantizeOptions.float, "floats for TensorFlow Lite") { _ in
      try TFLite.bytes(of: model.network, hasDenseHead: hasDenseHead)
    }
    try write(QuantizeOptions.onnx, "floats as ONNX") { path in
      try ONNX.bytes(
        of: model.network, name: path.stem.description, labels: model.card.labels,
        metadata: [("features", model.card.features.json.text(pretty: false))])
    }
    return written
  }
}
