import Basis
import Chunks
import Files

/// What `shotmark audit` does.
enum AuditRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: arguments.value(AuditOptions.set))
    let progress = StageProgress(console, unit: "chunks")
    let audit = try { () throws -> Audit in
      defer { progress.finish() }
      return try Audit(
        set, shortcutLimit: arguments.optional(AuditOptions.shortcutLimit),
        jobs: arguments.optional(CommonOptions.jobs) ?? Parallel.cores
      ) { progress.report($0) }
    }()
    if arguments.has(CommonOptions.json) {
      console.write(json(audit).bytes())
    } else {
      for line in text(audit) { console.print(line) }
    }
    return audit.hasFailed ? .failure : .success
  }

  private static func text(_ audit: Audit) -> [String] {
    var lines: [String] = []
    for finding in audit.findings {
      let mark = finding.severity == .good ? "ok" : finding.severity.rawValue
      lines.append("\(padded(mark, 8))  \(padded(finding.subject, 16))  \(finding.text)")
      guard finding.severity != .good else { continue }
      lines += finding.examples.prefix(4).map { String(repeating: " ", count: 28) + "\($0)" }
    }
    var table = TextTable(["alone", "labels", "AUC"])
    for shortcut in audit.shortcuts.prefix(10) {
      table.row([
        shortcut.measure, "\(shortcut.label)/\(shortcut.other)", Figures.text(shortcut.auc),
      ])
    }
    return audit.shortcuts.isEmpty
      ? lines : lines + ["", "what each measure tells without a shot being heard:"] + table.lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func json(_ audit: Audit) -> JSON.Value {
    .object([
      ("passed", .bool(!audit.hasFailed)),
      (
        "findings",
        .array(
          audit.findings.map { finding in
            .object([
              ("severity", .string(finding.severity.rawValue)), ("subject", .string(finding.subject)),
              ("text", .string(finding.text)),
              ("examples", .array(finding.examples.map { .string($0.description) })),
            ])
          })
      ),
      (
        "shortcuts",
        .array(
          audit.shortcuts.map { shortcut in
            .object([
              ("measure", .string(shortcut.measure)), ("label", .string(shortcut.label)),
              ("other", .string(shortcut.other)), ("auc", .number(shortcut.auc)),
            ])
          })
      ),
    ])
  }
}
