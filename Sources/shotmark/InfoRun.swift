import Annotation
import Audio
import Basis
import Files

/// What `shotmark info` does: a few facts on each file, as text or as JSON.
enum InfoRun {
  @Sendable static func run(_ arguments: Arguments, _ console: Console) throws -> Outcome {
    let files = arguments.all(InfoOptions.files)
    var failures = Failures()
    var facts: [Facts] = []
    for file in files {
      do { facts.append(try Facts(on: file)) } catch { failures.add(error, about: file) }
    }
    if arguments.has(CommonOptions.json) {
      console.print(JSON.Value.array(facts.map(\.json)).text())
    } else {
      for (index, entry) in facts.enumerated() { console.print((index > 0 ? "\n" : "") + entry.text) }
    }
    return try failures.finish(console, list: nil, of: files.count, unit: "files")
  }
}

/// What is known about one file, by name.
struct Facts {
  let file: Path
  let kind: String
  let rows: [(name: String, value: JSON.Value)]

  init(_ file: Path, kind: String, _ rows: [(name: String, value: JSON.Value)]) {
    self.file = file
    self.kind = kind
    self.rows = rows
  }

  /// One object: `file`, `kind`, and the facts.
  var json: JSON.Value {
    .object(
      [("file", .string(file.description)), ("kind", .string(kind))] + rows.map { ($0.name, $0.value) })
  }

  /// A heading, and a line a fact.
  var text: String {
    let widest = rows.map(\.name.count).max() ?? 0
    let lines = rows.map { name, value in
      "  " + Facts.words(name) + String(repeating: " ", count: widest - name.count + 2) + Facts.shown(value)
    }
    return (["\(file): \(kind)"] + lines).joined(separator: "\n")
  }

  private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

  private static func shown(_ value: JSON.Value) -> String {
    switch value.content {
    case .string(let text): ErrorText.plain(text)
    case .bool(let truth): truth ? "yes" : "no"
    case .null: "none"
    case .number(_, let literal): literal
    case .array(let elements): elements.isEmpty ? "none" : elements.map(shown).joined(separator: ", ")
    case .object(let members):
      members.isEmpty
        ? "none" : members.map { "\(ErrorText.plain($0.key)) \(shown($0.value))" }.joined(separator: ", ")
    }
  }
}
