import Augmentation
import Basis

/// Which chunks get copies, and how many.
struct CopyPlan: Sendable {
  /// One copy to be made.
  struct Order: Sendable, Equatable {
    /// The chunk's place among the rows.
    var row: Int
    /// 1 for its first copy.
    var copy: Int
  }

  /// Sorted by row, then by copy.
  let orders: [Order]
  private static let mostOfAChunk = 1000

  /// - Parameter rows: the set's chunks, sorted by file; copies among them get none themselves.
  init(_ rows: [ManifestRow], _ options: AugmentingOptions) {
    let recipe = options.recipe
    let eligible = rows.indices.filter { index in
      rows[index].parent == nil && options.splits.contains(rows[index].split)
        && (recipe.labels.isEmpty || recipe.labels.contains(rows[index].label))
    }
    let wanted = options.copies ?? recipe.copies
    var counts: [Int: Int] = [:]
    for index in eligible {
      let key = options.key(rows[index]).adding("share")
      counts[index] = (1...max(1, wanted)).count { copy in
        var generator = key.adding(copy).generator()
        return copy <= wanted && generator.chance(recipe.share)
      }
    }
    if recipe.balancesLabels { CopyPlan.balance(&counts, rows, eligible, options) }
    orders = eligible.flatMap { index in (0..<(counts[index] ?? 0)).map { Order(row: index, copy: $0 + 1) } }
  }

  /// Gives the chunks of labels that have fewer so many more copies that all labels have as many.
  private static func balance(
    _ counts: inout [Int: Int], _ rows: [ManifestRow], _ eligible: [Int], _ options: AugmentingOptions
  ) {
    let labels = Dictionary(grouping: eligible) { rows[$0].label }
    let totals = labels.mapValues { $0.reduce(0) { $0 + 1 + (counts[$1] ?? 0) } }
    let most = totals.values.max() ?? 0
    for (label, members) in labels {
      let lacking = most - (totals[label] ?? 0)
      let ranked = members.sorted { left, right in
        let keys = (options.key(rows[left]).adding("balance"), options.key(rows[right]).adding("balance"))
        return (keys.0.value, left) < (keys.1.value, right)
      }
      for (rank, index) in ranked.enumerated() {
        let more = lacking / members.count + (rank < lacking % members.count ? 1 : 0)
        counts[index] = min(mostOfAChunk, (counts[index] ?? 0) + more)
      }
    }
  }

  /// The name of a copy's file: `GUN/a.wav_0.street-1.wav` of `GUN/a.wav_0.wav`.
  static func file(of parent: Path, recipe: String, copy: Int) -> Path {
    let stem = parent.bytes.suffix(4) == Array(".wav".utf8) ? parent.bytes.dropLast(4) : parent.bytes[...]
    return Path(bytes: stem).appendingToName(".\(recipe)-\(copy).wav")
  }
}
