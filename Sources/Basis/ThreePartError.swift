/// An error that a person can act on: what is wrong, where, and how to mend it.
///
/// Each module keeps its errors in one enum and their words in one extension. Only the command prints them.
public protocol ThreePartError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, with the figures that show it: one sentence without a full stop.
  var what: String { get }
  /// The file, row, column or option that it is about.
  var place: String { get }
  /// What the person can do about it.
  var remedy: String { get }
}

extension ThreePartError {
  /// The three lines that the command writes to standard error.
  public var description: String {
    """
    error: \(what)
       at: \(place)
      fix: \(remedy)
    """
  }
}
