import Files

/// How rows that are not understood are written again, so that nothing of them is lost and none becomes a tag.
enum KeptRows {
  /// Adds `rows` to a file: as they stand, one whose quotes make no sense behind the others.
  ///
  /// Several of these would pair each other's quotes: they are written as one quoted field with a `?` behind it, which
  /// is no offset.
  static func write(_ rows: [[UInt8]], to writer: inout CSV.Writer) {
    let torn = rows.filter(isTorn)
    for row in rows where !isTorn(row) { writer.verbatim(row) }
    if let only = torn.first, torn.count == 1 {
      writer.verbatim(only)
    } else {
      for row in torn {
        writer.field(row)
        writer.field("?")
        writer.endRow()
      }
    }
  }

  private static func isTorn(_ row: [UInt8]) -> Bool { CSV.parse(row).contains { $0.problem != nil } }
}
