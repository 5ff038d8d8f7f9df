import Basis

/// Leaves, of detections nearer to each other than a refractory time, the surest: in a stream, the same however it is cut.
package struct Refractory {
  /// Samples from a row's first detection to its last at most, so that rows end: a second.
  private static let longestRow = Sampling.rate

  private let time: Int
  /// Detections, each nearer than the time to the one before.
  private var row: [Detection] = []
  private var last: Int?

  /// - Parameter time: in samples; 0 leaves all but those of one place.
  package init(time: Int) { self.time = max(1, time) }

  /// The next detection, not before the one before.
  ///
  /// - Returns: those that are settled by it.
  package mutating func append(_ detection: Detection) -> [Detection] {
    var settled: [Detection] = []
    if let end = row.last?.offset, let start = row.first?.offset,
      detection.offset - end >= time || detection.offset - start > Refractory.longestRow
    {
      settled = close()
    }
    row.append(detection)
    return settled
  }

  /// Those that are settled as nothing comes before an offset any more.
  package mutating func settle(before offset: Int) -> [Detection] {
    guard let end = row.last?.offset, offset - end >= time else { return [] }
    return close()
  }

  /// The rest.
  package mutating func finish() -> [Detection] {
    let settled = close()
    last = nil
    return settled
  }

  /// The surest first, each unless a surer one is too near.
  private mutating func close() -> [Detection] {
    var kept: [Detection] = []
    let order = row.indices.sorted { (-row[$0].score, $0) < (-row[$1].score, $1) }
    for index in order {
      let offset = row[index].offset
      let isFree = kept.allSatisfy { abs($0.offset - offset) >= time }
      if isFree, last.map({ offset - $0 >= time }) ?? true { kept.append(row[index]) }
    }
    kept.sort { $0.offset < $1.offset }
    last = kept.last?.offset ?? last
    row = []
    return kept
  }
}
