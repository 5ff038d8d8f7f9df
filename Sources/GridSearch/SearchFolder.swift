import Basis
import Files

/// The folder that a search is kept in.
///
/// `search.json` says what is searched, `folds.csv` is the journal; both are all that another run, or a merge, needs.
/// The tables and pictures are made from them.
public struct SearchFolder: Sendable {
  /// The folder.
  public let path: Path

  /// A folder.
  public init(_ path: Path) { self.path = path }

  /// What is searched.
  public var record: Path { path.appending("search.json") }
  /// The scores as they come in.
  public var journal: Path { path.appending("folds.csv") }
  /// The scores by candidate.
  public var table: Path { path.appending("cv_results.csv") }
  /// The nested cross-validation.
  public var nested: Path { path.appending("nested.csv") }
  /// The mean score over two parameters.
  public var heatMap: Path { path.appending("heat_map.png") }
  /// The candidates that are chosen.
  public var choice: Path { path.appending("best.json") }
  /// The best candidate's model.
  public var best: Path { path.appending("best.safetensors") }
  /// The model within one standard error, where it is another one.
  public var smallest: Path { path.appending("smallest.safetensors") }

  /// The record that is there.
  ///
  /// - Throws: `GridSearchError.noSearch` where there is none.
  public func readRecord() throws -> (record: SearchRecord, value: JSON.Value) {
    guard FileSystem.exists(record) else { throw GridSearchError.noSearch(path) }
    let value = try JSON.parse(try FileSystem.read(record), name: record)
    return (try SearchRecord(value, name: record), value)
  }

  /// Begins a search, or goes on with the same one.
  ///
  /// - Throws: `GridSearchError.otherSearch` where another one lies there; that is not touched.
  public func begin(_ new: SearchRecord) throws -> SearchJournal {
    try FileSystem.makeFolder(path)
    if FileSystem.exists(record) {
      let value = try JSON.parse(try FileSystem.read(record), name: record)
      if let what = new.difference(to: value) { throw GridSearchError.otherSearch(path, what: what) }
    } else {
      try AtomicFile.write(new.bytes, to: record)
    }
    return try SearchJournal(journal, scores: new.plan.scores.map(\.name))
  }
}
