/// The recall of the positives whose lead lies in one tenth of all leads.
///
/// A detector that finds shots only in the middle of its chunk shows here and nowhere else.
public struct LeadDecile: Sendable, Equatable {
  /// The smallest and the largest lead of its rows, in samples.
  public let leads: ClosedRange<Int>
  /// How many rows it holds.
  public let rows: Int
  /// How many of them were found.
  public let found: Int

  /// The fraction that was found.
  public var recall: Double { Double(found) / Double(rows) }

  /// Up to ten parts of as many rows each, by rising lead; rows with the same lead stay together.
  ///
  /// - Parameters:
  ///   - leads: the leads of the positives; rows without one are left out.
  ///   - found: whether each was found.
  public static func deciles(leads: [Int?], found: [Bool]) -> [LeadDecile] {
    let rows = zip(leads, found).compactMap { lead, found in lead.map { (lead: $0, found: found) } }
      .sorted { $0.lead < $1.lead }
    var deciles: [LeadDecile] = []
    var begin = 0
    for tenth in 1...10 {
      var end = rows.count * tenth / 10
      while end > begin, end < rows.count, rows[end].lead == rows[end - 1].lead { end += 1 }
      guard end > begin else { continue }
      let part = rows[begin..<end]
      deciles.append(
        LeadDecile(
          leads: rows[begin].lead...rows[end - 1].lead, rows: part.count, found: part.count { $0.found }))
      begin = end
    }
    return deciles
  }
}
