import Augmentation
import Basis

/// What `shotmark transforms` does.
enum TransformsRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let names = arguments.all(TransformsOptions.names)
    guard names.isEmpty else {
      for (index, name) in names.enumerated() {
        guard let type = Transforms.named(name) else { continue }
        if index > 0 { console.print("") }
        for line in page(type) { console.print(line) }
      }
      return .success
    }
    let width = Transforms.all.map { $0.name.count }.max() ?? 0
    for (title, types) in [
      ("On the waveform:", Transforms.waveform as [any Transform.Type]),
      ("On the log-mel image:", Transforms.image),
    ] {
      console.print(title)
      for type in types {
        console.print(
          "  \(type.name)\(String(repeating: " ", count: width - type.name.count))  \(type.summary)")
      }
    }
    return .success
  }

  private static func page(_ type: any Transform.Type) -> [String] {
    var lines = ["\(type.name): \(type.summary)", ""]
    lines += TextLayout.wrap(
      type.about.split(separator: "\n").joined(separator: " "), width: 80
    ).split(separator: "\n").map(String.init)
    for row in type.descriptions where row.isSettable {
      let unit = row.unit.isEmpty ? "" : " [\(row.unit)]"
      lines += ["", "  \(row.name)\(unit): \(row.help)"]
      lines.append("      allowed: \(row.allowed); default: \(row.shownStandard)")
    }
    return lines
  }
}
