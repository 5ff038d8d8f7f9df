import Annotation
import Basis
import Evaluation
import Files
import Labelling

/// What `shotmark agree` does.
enum AgreeRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let (a, b) = (try arguments.value(AgreeOptions.first), try arguments.value(AgreeOptions.second))
    if arguments.isGiven(AgreeOptions.keep), !arguments.isGiven(AgreeOptions.merge) {
      throw UsageError.conflict(
        "there is nothing to keep anything in", options: "option --keep",
        remedy: "add --merge FILE.csv, or leave out --keep")
    }
    let (first, second) = (try tagFile(a), try tagFile(b))
    let firstSpans = try Annotations(reading: [a], label: first.label)
    let secondSpans = try Annotations(reading: [b], label: second.label)
    let collar = try arguments.value(AgreeOptions.collar)
    let agreement = TagAgreement(
      first: first, firstSpans, second: second, secondSpans,
      collar: OnsetMatching.samples(milliseconds: collar))
    // What cannot be written is found out before anything is.
    let disputes = arguments.optional(AgreeOptions.disputes)
    if let disputes { try ProposalsFile.check(disputes, scores: ScoreFile.path(beside: disputes)) }
    let merged = try arguments.optional(AgreeOptions.merge).map {
      try mergedFile(agreement, as: $0, keeping: arguments.value(AgreeOptions.keep))
    }
    let text = AgreementText(agreement, collar: collar)
    if arguments.has(CommonOptions.json) {
      console.write(text.json.bytes())
    } else {
      for line in text.lines { console.print(line) }
    }
    if agreement.recordings.isEmpty { console.warn(NothingInCommon(first: a, second: b)) }
    if let disputes { try write(agreement.disputes, to: disputes) }
    if let merged { try write(merged) }
    let failures = failures(in: [first, second], firstSpans.spanIssues + secondSpans.spanIssues, about: a)
    return try failures.finish(console, list: nil, of: failures.items.count, unit: "rows")
  }

  /// What is wrong with the two files and with the spans beside them.
  private static func failures(
    in files: [TagFile], _ spanIssues: [AnnotationError], about place: Path
  ) -> Failures {
    var failures = Failures()
    for tags in files {
      for issue in tags.issues { failures.add(issue, about: tags.name) }
    }
    // Two files of one folder have the same spans beside them.
    var told: Set<String> = []
    for issue in spanIssues where told.insert(issue.description).inserted {
      failures.add(issue, about: place)
    }
    return failures
  }

  private static func tagFile(_ path: Path) throws -> TagFile {
    try TagFile(reading: path, label: path.stem == "index" ? "GUN" : nil)
  }

  /// The file of both. A file that is there already and says anything else is somebody's work.
  private static func mergedFile(
    _ agreement: TagAgreement, as file: Path, keeping kept: TagAgreement.Kept
  ) throws -> TagFile {
    let label = try TagFile(bytes: [], name: file, label: file.stem == "index" ? "GUN" : nil).label
    let merged = TagFile(label: label, name: file, entries: agreement.merged(keeping: kept))
    guard try !FileSystem.exists(file) || FileSystem.read(file) == merged.bytes() else {
      throw AlreadyThere(file: file)
    }
    return merged
  }

  /// Disputes are proposals of which half of the annotators are sure.
  private static func write(_ disputes: [TagAgreement.Dispute], to file: Path) throws {
    let rows = disputes.map { ScoreFile.Row(path: $0.path, offset: $0.offset, score: 0.5) }
    try ProposalsFile.write(Array(Set(rows)), to: file)
  }

  private static func write(_ tags: TagFile) throws {
    if !tags.name.folder.bytes.isEmpty { try FileSystem.makeFolder(tags.name.folder) }
    try tags.write(to: tags.name)
  }

  /// A file that is not to be replaced.
  struct AlreadyThere: ThreePartError {
    let file: Path

    var what: String { "the file is there already and holds other tags than those of both" }
    var place: String { "option --merge \(file)" }
    var remedy: String { "write to another file, or move this one away first" }
  }

  /// Two files about different recordings.
  struct NothingInCommon: ThreePartError {
    let (first, second): (Path, Path)

    var what: String { "the two files have no recording in common" }
    var place: String { "\(first) and \(second)" }
    var remedy: String {
      "look whether both name recordings relative to the same root; shotmark info FILE counts them"
    }
  }
}
