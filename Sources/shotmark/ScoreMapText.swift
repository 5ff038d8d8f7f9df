import GridSearch

/// A map of scores in characters: each figure with a shade before it, the darkest for the best.
enum ScoreMapText {
  private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]

  static func lines(_ map: ScoreMap, title: String) -> [String] {
    let finite = map.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return [] }
    var table = TextTable(
      ["\(map.rows.name) \\ \(map.columns.name)"] + map.columns.values.map { $0.text + " " })
    for (row, value) in map.rows.values.enumerated() {
      let cells = map.columns.values.indices.map { column -> String in
        let score = map.values[row * map.columns.values.count + column]
        return cell(score, low, high) + sign(map, row, column)
      }
      table.row([value.text] + cells)
    }
    return ["\(title), * best, + smallest within one standard error"] + table.lines
  }

  private static func cell(_ score: Double, _ low: Double, _ high: Double) -> String {
    guard score.isFinite else { return "–" }
    let part = high > low ? (score - low) / (high - low) : 1
    let shade = shades[min(shades.count - 1, Int(part * Double(shades.count)))]
    return "\(shade)\(Figures.text(score, decimals: decimals(low, high)))"
  }

  /// As many decimals as tell the scores apart.
  static func decimals(_ low: Double, _ high: Double) -> Int { high - low < 0.02 ? 4 : 3 }

  private static func sign(_ map: ScoreMap, _ row: Int, _ column: Int) -> String {
    if let best = map.best, best == (row, column) { return "*" }
    if let smallest = map.smallest, smallest == (row, column) { return "+" }
    return " "
  }
}
