import Basis
import Evaluation
import Files

/// A set's `manifest.csv`: one row a chunk, sorted by file.
public enum Manifest {
  /// The file's name in the set's folder.
  public static let name: Path = "manifest.csv"
  /// The columns, in the order in which they are written; they are read in any order.
  public static let columns = [
    "file", "label", "recording", "recording_sha256", "onset", "onsets", "start", "lead", "padding",
    "overlap",
    "weight", "kind", "group", "split", "fold", "parent", "recipe", "parameters", "seed",
  ]

  /// The file's bytes. `onsets` are separated by blanks; what a chunk does not have is empty.
  public static func bytes(_ rows: [ManifestRow]) -> [UInt8] {
    var writer = CSV.Writer()
    writer.row(columns)
    for row in rows { write(row, to: &writer) }
    return writer.bytes
  }

  private static func write(_ row: ManifestRow, to writer: inout CSV.Writer) {
    func optional(_ number: Int?) { writer.field(number.map(String.init) ?? "") }
    writer.field(row.file.bytes)
    writer.field(row.label)
    writer.field(row.recording.bytes)
    writer.field(row.recordingSHA256)
    optional(row.onset)
    writer.field(row.onsets.map(String.init).joined(separator: " "))
    writer.field(row.start)
    optional(row.lead)
    writer.field(row.padding)
    writer.field(row.overlap)
    writer.field(row.weight == 1 ? "1" : "\(row.weight)")
    writer.field(row.kind.rawValue)
    writer.field(row.group.bytes)
    writer.field(row.split.rawValue)
    optional(row.fold)
    writer.field(row.parent?.bytes ?? [])
    writer.field(row.recipe)
    writer.field(row.parameters)
    writer.field(String(row.seed))
    writer.endRow()
  }

  /// The rows in a file's bytes.
  ///
  /// - Parameter name: the file, for messages.
  /// - Throws: `ChunksError.manifestColumn` and `.manifestField`, naming row and column.
  public static func rows(_ bytes: [UInt8], name: Path) throws -> [ManifestRow] {
    let table = CSV.parse(bytes)
    guard let header = table.first else { return [] }
    let names = header.fields.map(\.text)
    var places: [String: Int] = [:]
    for column in columns {
      guard let place = names.firstIndex(of: column) else { throw ChunksError.manifestColumn(name, column) }
      places[column] = place
    }
    return try table.dropFirst().map { try Reader(source: $0, places: places, manifest: name).row() }
  }

  /// Reads one row, and knows where each field stands.
  private struct Reader {
    let source: CSV.Row
    let places: [String: Int]
    let manifest: Path

    func row() throws -> ManifestRow {
      var result = ManifestRow(
        file: try path("file"), label: try text("label"), recording: try path("recording"),
        recordingSHA256: try text("recording_sha256"), onset: try optional("onset"),
        onsets: try numbers("onsets"),
        start: try number("start", Int.init), lead: try optional("lead"),
        padding: try number("padding", Int.init), overlap: try number("overlap", Int.init),
        weight: try number("weight", Double.init), kind: try number("kind", ChunkKind.init),
        group: try path("group"), split: try number("split", Split.init), fold: try optional("fold"),
        seed: try number("seed", UInt64.init))
      let parent = try path("parent")
      result.parent = parent.bytes.isEmpty ? nil : parent
      result.recipe = try text("recipe")
      result.parameters = try text("parameters")
      let parts = result.file.components
      guard !result.file.isAbsolute, parts.count > 1, !parts.contains("..") else { throw wrong("file") }
      guard (0...1).contains(result.weight) else { throw wrong("weight") }
      if let fold = result.fold, !(0..<GroupedSplit.folds).contains(fold) { throw wrong("fold") }
      return result
    }

    private func field(_ column: String) throws -> CSV.Field {
      guard let place = places[column], place < source.fields.count, source.problem == nil else {
        throw wrong(column)
      }
      return source.fields[place]
    }

    private func wrong(_ column: String) -> ChunksError {
      let place = places[column] ?? 0
      let text = place < source.fields.count ? source.fields[place].text : ""
      return .manifestField(manifest, row: source.line, column: column, text: text)
    }

    private func path(_ column: String) throws -> Path { Path(bytes: try field(column).bytes) }

    private func text(_ column: String) throws -> String { try field(column).text }

    private func number<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value {
      guard let value = parse(try text(column)) else { throw wrong(column) }
      return value
    }

    private func optional(_ column: String) throws -> Int? {
      try field(column).isBlank ? nil : number(column, Int.init)
    }

    private func numbers(_ column: String) throws -> [Int] {
      try text(column).split(separator: " ").map { part in
        guard let value = Int(part) else { throw wrong(column) }
        return value
      }
    }
  }
}
