import Annotation
import Basis
import Evaluation
import Files

/// What `shotmark score` does.
enum ScoreRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let estimated = try tagFile(arguments.value(ScoreOptions.estimated))
    let file = try arguments.value(ScoreOptions.reference)
    let reference = try tagFile(file)
    let spans = try Annotations(reading: [file], label: reference.label)
    let pairing = RecordingPairing(estimated: estimated, reference: reference, spans: spans)
    let collars = arguments.all(ScoreOptions.collar)
    let score = try OnsetScore(
      pairing.recordings, collars: collars.isEmpty ? OnsetMatching.defaultCollars : collars)
    if arguments.has(CommonOptions.json) {
      console.write(Figures.json(score.value).bytes())
    } else {
      for line in lines(score) { console.print(line) }
    }
    if pairing.unscored > 0 {
      console.note(
        "note: \(pairing.unscored) recordings with estimates are neither named by the reference nor reviewed, and "
          + "are not scored")
    }
    var failures = Failures()
    for tags in [estimated, reference] {
      for issue in tags.issues { failures.add(issue, about: tags.name) }
    }
    for issue in spans.spanIssues { failures.add(issue, about: file) }
    return try failures.finish(console, list: nil, of: failures.items.count, unit: "rows")
  }

  private static func tagFile(_ path: Path) throws -> TagFile {
    // Which label it is does not matter here.
    try TagFile(reading: path, label: path.stem == "index" ? "GUN" : nil)
  }

  private static func lines(_ score: OnsetScore) -> [String] {
    var table = TextTable(
      ["collar", "precision", "recall", "F", "found", "false alarms", "missed", "unresolved"])
    for collar in score.collars {
      let figures = [collar.precision, collar.recall, collar.f].map({ Figures.text($0) })
      let counts = [
        collar.truePositives, collar.falsePositives, collar.falseNegatives, collar.unresolved,
      ]
      table.row(["\(Figures.count(collar.milliseconds)) ms"] + figures + counts.map(String.init))
    }
    return ["\(score.shots) shots in \(score.recordings) recordings", ""] + table.lines
  }
}
