import Chunks
import Features
import GridSearch
import Training

/// What a search says in words.
enum SearchText {
  /// What will be done, and what it takes.
  static func beginning(_ prepared: ForestSearch) throws -> [String] {
    let search = prepared.search
    let forests = search.forests(of: Array(search.candidates.indices)).count
    let folds = search.stages.reduce(0) { $0 + $1.folds.count }
    var size: [LogMelParameters: Int] = [:]
    for features in prepared.features {
      size[features] = features.nMels * (try LogMel(features)).frames(search.length)
    }
    let bytes = try search.memory(allowed: prepared.memory) { size[$0.features] ?? 0 }
    let matrix = prepared.source.rows.count * (size.values.max() ?? 0) * 4
    return [
      "\(count(search.candidates.count, "candidate")) read off \(count(forests, "forest")) in each of "
        + "\(count(folds, "fold")), \(count(prepared.source.rows.count, "chunk"))",
      "memory: \(self.size(matrix)) of features, at most \(self.size(bytes)) of forests",
    ]
  }

  static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  static func size(_ bytes: Int) -> String {
    bytes >= 1_000_000_000 ? "\((Double(bytes) / 1e8).rounded() / 10) GB" : "\(max(1, bytes / 1_000_000)) MB"
  }

  /// The candidates that are chosen, and what they reached.
  static func choice(_ outcome: SearchOutcome) -> [String] {
    let results = outcome.results
    guard let best = results.best, let smallest = results.smallest else {
      return ["no candidate has a score: look at the table"]
    }
    var lines = ["best: \(words(best, results))"] + scores(best, results)
    if smallest.candidate == best.candidate {
      lines.append("no smaller forest is within one standard error of it")
    } else {
      lines.append("smallest within one standard error: \(words(smallest, results))")
      lines += scores(smallest, results)
    }
    return lines
  }

  private static func words(_ row: SearchResults.Row, _ results: SearchResults) -> String {
    "\(results.search.candidates[row.candidate].words) (\(Int(row.nodes.rounded())) nodes)"
  }

  private static func scores(_ row: SearchResults.Row, _ results: SearchResults) -> [String] {
    results.search.plan.scores.enumerated().map { place, score in
      "  \(score.name) \(Figures.text(row.mean(place))) ± \(Figures.text(row.standardError(place))), "
        + "rank \(row.ranks[place])"
    }
  }

  /// The means of each value, where only one parameter has several.
  static func list(_ results: SearchResults) -> [String] {
    guard results.varying.count == 1, let axis = results.varying.first, results.search.plan.halving == nil
    else { return [] }
    var table = TextTable([axis.name, results.search.plan.refit.name, "standard error", "nodes"])
    for row in results.rows.prefix(40) {
      let value = results.search.candidates[row.candidate][axis.name]?.text ?? ""
      let isBest = row.candidate == results.best?.candidate
      let isSmallest = !isBest && row.candidate == results.smallest?.candidate
      table.row([
        value + (isBest ? " *" : isSmallest ? " +" : ""),
        Figures.text(row.mean(results.refitPlace), decimals: 4),
        Figures.text(row.standardError(results.refitPlace), decimals: 4), String(Int(row.nodes.rounded())),
      ])
    }
    return [""] + table.lines
  }

  /// What a nested cross-validation found.
  static func nested(_ outcome: SearchOutcome) -> [String] {
    guard !outcome.outer.isEmpty else { return [] }
    let scores = outcome.results.search.plan.scores
    return [
      "",
      "nested cross-validation, \(outcome.outer.count) outer folds; each choice judged on chunks it never saw:",
    ]
      + scores.enumerated().map { place, score in
        let values = outcome.outer.map { $0.scores[place] }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / Double(max(1, values.count - 1)) / Double(values.count)).squareRoot()
        return "  \(score.name) \(Figures.text(mean)) ± \(Figures.text(error))"
      }
  }
}
