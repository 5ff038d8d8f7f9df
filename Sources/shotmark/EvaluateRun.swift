import Basis
import Chunks
import Evaluation
import Files
import Training

/// What `shotmark evaluate` does.
enum EvaluateRun {
  /// What has to be said wherever nobody has tied recordings of one source together.
  static let optimistic =
    "grouped by content only: optimistic. Recordings of one source may lie on both sides; --group-by in "
    + "'shotmark slice' ties them together"

  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let file = try arguments.value(EvaluateOptions.model)
    let model = try ModelFile.read(file)
    let set = try ChunkSet(opening: arguments.value(EvaluateOptions.set))
    let name = try arguments.value(EvaluateOptions.split)
    var options = ReportOptions(positive: arguments.optional(EvaluateOptions.positive))
    options.threshold = arguments.optional(EvaluateOptions.threshold)
    let recalls = arguments.all(EvaluateOptions.recall)
    if !recalls.isEmpty { options.wantedRecalls = recalls }

    let progress = StageProgress(console, unit: "chunks")
    let evaluation = try { () throws -> ModelEvaluation in
      defer { progress.finish() }
      return try ModelEvaluation(
        model, on: set, split: Split(rawValue: name), options: options,
        jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores
      ) { progress.report($0) }
    }()
    if let out = arguments.optional(EvaluateOptions.probabilities) {
      try AtomicFile.write(table(evaluation, labels: model.card.labels), to: out)
    }
    if arguments.has(CommonOptions.json) {
      console.write(json(evaluation, model: model, split: name).bytes())
    } else {
      let text = EvaluationText(evaluation, model: model, title: "\(file) on \(set.folder), split \(name)")
      for line in text.lines { console.print(line) }
    }
    for warning in warnings(evaluation) { console.note("note: \(warning)") }
    return .success
  }

  /// Each chunk's probabilities, for other programs' figures.
  private static func table(_ evaluation: ModelEvaluation, labels: [String]) -> [UInt8] {
    var writer = CSV.Writer()
    writer.row(["file", "label", "recording", "group", "weight", "level"] + labels)
    for (number, row) in evaluation.judged.enumerated() {
      writer.field(row.file.bytes)
      writer.field(row.label)
      writer.field(row.recording.bytes)
      writer.field(row.group.bytes)
      writer.field("\(row.weight)")
      writer.field("\(evaluation.levels[number])")
      for label in labels.indices {
        writer.field("\(evaluation.probabilities[number * labels.count + label])")
      }
      writer.endRow()
    }
    return writer.bytes
  }

  private static func warnings(_ evaluation: ModelEvaluation) -> [String] {
    var warnings: [String] = []
    if evaluation.knownRecordings > 0 {
      warnings.append(
        "the model was trained on \(evaluation.knownRecordings) of these \(evaluation.recordings) recordings: "
          + "its figures here are no promise")
    }
    if !evaluation.isGroupedBySource { warnings.append(optimistic) }
    return warnings
  }

  private static func json(_ evaluation: ModelEvaluation, model: any TrainedModel, split: String)
    -> JSON.Value
  {
    let report = Figures.json(evaluation.report.value)
    let more: [(String, JSON.Value)] = [
      ("split", .string(split)), ("recordings", .number(evaluation.recordings)),
      ("recordings_trained_on", .number(evaluation.knownRecordings)),
      ("grouped_by_source", .bool(evaluation.isGroupedBySource)),
      ("training_scores", JSON.Value(.object(model.card.scores))),
      ("version", .string(Shotmark.version)),
    ]
    return JSON.Value(.object((report.object ?? []) + more.map { JSON.Member($0.0, $0.1) }))
  }
}
