import Basis
import Files

/// What could not be done in a run that went on regardless.
package struct Failures: Sendable {
  /// Errors that are shown on the screen at most; the list in the file is complete.
  package static let shown = 20

  /// One file that failed, and why.
  package struct Item: Sendable {
    /// The file.
    package let file: Path
    /// Why.
    package let error: any ThreePartError
  }

  /// All failures in the order in which they were added.
  package private(set) var items: [Item] = []

  /// No failures.
  package init() {}

  /// Keeps an error about `file` for later.
  package mutating func add(_ error: any Error, about file: Path) {
    items.append(Item(file: file, error: ErrorText.threeParts(of: error, place: file.description)))
  }

  /// The failures as a table: `file,what,where,fix`.
  package var csv: [UInt8] {
    var writer = CSV.Writer()
    writer.row(["file", "what", "where", "fix"])
    for item in items {
      let texts = [item.error.what, item.error.place, item.error.remedy]
      writer.row([item.file.bytes] + texts.map { Array($0.utf8) })
    }
    return writer.bytes
  }

  /// Shows the first failures, writes all of them to `list`, and says what the run came to. To be called when
  /// everything else is done. Without failures a list left by an earlier run is removed. Where there is no folder
  /// to write to, without `list`, all of them are shown.
  package func finish(_ console: Console, list: Path?, of total: Int, unit: String) throws -> Outcome {
    guard !items.isEmpty else {
      if let list, FileSystem.exists(list) { try FileSystem.remove(list) }
      return .success
    }
    guard let list else {
      for item in items { console.report(item.error) }
      return .failure
    }
    try AtomicFile.write(csv, to: list)
    for item in items.prefix(Failures.shown) { console.report(item.error) }
    console.report(Summary(count: items.count, total: total, unit: unit, list: list))
    return .failure
  }

  /// The closing words of a run with failures.
  struct Summary: ThreePartError {
    let count: Int
    let total: Int
    let unit: String
    let list: Path

    var what: String {
      "\(count) of \(total) \(unit) failed"
        + (count > Failures.shown ? ", \(Failures.shown) of them shown above" : "") + "; the others are done"
    }
    var place: String { "\(list) lists " + (count == 1 ? "it" : "all of them") }
    var remedy: String { "mend or leave out these \(unit) and run the same command again" }
  }
}
