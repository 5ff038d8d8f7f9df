/// Sentences about the command as a whole, for help and manual page alike.
package enum Words {
  /// The date of the version, for the manual pages.
  package static let date = "2026-11-21"

  /// What Shotmark is, without a full stop.
  package static let summary =
    "From recordings with tagged gunshots to chunks, features and an honestly judged detector"

  /// What the exit statuses of a subcommand mean.
  static func exitStatuses(of table: Subcommand) -> [(status: Int32, meaning: String)] {
    let interrupted =
      table.isResumable
      ? "Interrupted; the same command run again goes on where it was" : "Interrupted"
    let common: [(status: Int32, meaning: String)] = [
      (0, "All was done"), (1, "Something could not be done; the messages say what"),
      (2, "The command line was wrong"), (130, interrupted),
    ]
    let own = table.exitNotes
    let rest = common.filter { row in !own.contains { $0.status == row.status } }
    return (own + rest).sorted { $0.status < $1.status }
  }
}
