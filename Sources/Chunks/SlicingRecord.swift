import Basis
import Files

/// A run of slicing as `set.json` keeps it: enough to run it again.
struct SlicingRecord {
  let options: SlicingOptions
  let result: SlicingResult

  var value: JSON.Value {
    .object([
      ("command", "slice"), ("version", .string(Shotmark.version)), ("options", optionsValue),
      ("counts", counts),
    ])
  }

  private var optionsValue: JSON.Value {
    func texts(_ paths: [Path]) -> JSON.Value { .array(paths.map { .string($0.description) }) }
    let groupBy =
      switch options.groupBy {
      case .content: "content"
      case .folder: "folder"
      case .file(let file): file.description
      }
    return .object([
      ("tags", texts(options.tags)), ("root", .string(options.root.description)),
      ("label", options.label.map { .string($0) } ?? .null), ("starts", .bool(options.starts)),
      ("lead", .string("\(options.leads.lowerBound):\(options.leads.upperBound)")),
      ("per", .string(options.per.rawValue)), ("copies", .number(options.copies)),
      ("background_from", texts(options.backgroundFolders)),
      ("background", options.background.map { .number($0) } ?? .null), ("group_by", .string(groupBy)),
      ("length", .number(options.length)), ("seed", .string(String(options.seed))),
    ])
  }

  private var counts: JSON.Value {
    .object([
      ("recordings", .number(result.recordings)), ("cut", .number(result.cut)),
      ("kept", .number(result.kept)),
      ("removed", .number(result.removed)), ("saturated_samples", .number(result.saturated)),
      ("failures", .number(result.failures.count)),
      ("left_out", .array(result.exclusions.map { .string($0.what) })),
      ("warnings", .array(result.warnings.map { .string($0) })),
    ])
  }
}
