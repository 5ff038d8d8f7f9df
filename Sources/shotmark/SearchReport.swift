import Basis
import Chunks
import Files
import GridSearch
import Report
import Training

/// What a search that is complete shows: its choice, the map of scores, and where the files are.
enum SearchReport {
  static func write(
    _ outcome: SearchOutcome, _ search: ForestSearch, axes: [String]?, _ console: Console
  ) throws {
    let results = outcome.results
    for line in SearchText.choice(outcome) + SearchText.nested(outcome) { console.print(line) }
    var files = [search.folder.table]
    if let map = map(results, axes) {
      let name = "mean \(results.search.plan.refit.name)"
      for line in [""] + ScoreMapText.lines(map, title: name) { console.print(line) }
      try picture(map, name).writePNG(to: search.folder.heatMap)
      files.append(search.folder.heatMap)
    }
    for line in SearchText.list(results) { console.print(line) }
    if outcome.best != nil { files.append(search.folder.best) }
    if outcome.smallest != nil { files.append(search.folder.smallest) }
    console.print("")
    console.print(files.map(\.description).joined(separator: ", "))
    if !search.source.set.isGroupedBySource { console.note(EvaluateRun.optimistic) }
  }

  /// The parameters asked for, or the first two that vary.
  private static func map(_ results: SearchResults, _ axes: [String]?) -> ScoreMap? {
    let names = axes ?? results.varying.prefix(2).map(\.name)
    guard names.count == 2 else { return nil }
    return results.map(rows: names[0], columns: names[1])
  }

  private static func picture(_ map: ScoreMap, _ score: String) throws -> HeatMap {
    func axis(_ axis: SearchAxis) -> HeatMap.Axis {
      HeatMap.Axis(name: axis.name, labels: axis.values.map(\.text))
    }
    var picture = try HeatMap(
      title: "\(score) over \(map.rows.name) and \(map.columns.name)", scoreName: score, rows: axis(map.rows),
      columns: axis(map.columns), values: map.values)
    picture.best = map.best.map { HeatMap.Cell(row: $0.row, column: $0.column) }
    picture.alternative = map.smallest.map { HeatMap.Cell(row: $0.row, column: $0.column) }
    let finite = map.values.filter(\.isFinite)
    picture.decimals = ScoreMapText.decimals(finite.min() ?? 0, finite.max() ?? 1)
    if picture.alternative == picture.best { picture.alternative = nil }
    return picture
  }
}
