/// The name that was probably meant by a misspelt one.
package enum NearestName {
  /// The candidate with the fewest changed, added, dropped or swapped letters, or one that begins with `word`;
  /// `nil` where more than a third of the word, but at least two letters, would have to change.
  package static func of(_ word: String, among candidates: [String]) -> String? {
    if let beginning = candidates.first(where: { word.count > 1 && $0.hasPrefix(word) }) { return beginning }
    let limit = max(2, word.count / 3)
    return
      candidates
      .map { (distance: distance(word, $0), name: $0) }
      .filter { $0.distance <= limit && $0.distance < max(word.count, $0.name.count) }
      .min { $0.distance < $1.distance }?.name
  }

  /// The optimal string alignment distance (Damerau 1964, Levenshtein 1966): changes, additions, omissions and
  /// swaps of neighbours. Time and memory grow with the product of the lengths; longer words are cut at 64.
  package static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.prefix(64)), Array(right.prefix(64)))
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        let change = rows[i][j] + (a[i] == b[j] ? 0 : 1)
        var best = min(change, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
