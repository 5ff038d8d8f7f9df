/// What can be wrong with a picture, or with making one. That a file cannot be written is a `FileError`.
public enum ReportError: Error, Equatable, Sendable {
  /// A picture of this size, in pixels, is not made.
  case size(width: Int, height: Int)
  /// Cairo refused; `reason` is its own word.
  case cairo(reason: String)
  /// An image has another count of values, or of masks, than its sides say.
  case shape(of: String, count: Int, rows: Int, columns: Int)
  /// A heat map with more rows or columns than can be told apart.
  case tooManyLines(title: String, rows: Int, columns: Int)
  /// The pages of a contact sheet are counted from 0.
  case noSuchPage(Int, pages: Int)
}
