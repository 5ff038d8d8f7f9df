/// Something done with a mouse.
public struct MouseEvent: Hashable, Sendable {
  /// What was done: the left button, or the wheel.
  public enum Act: Hashable, Sendable {
    case press, drag, release, wheelUp, wheelDown
  }

  /// What was done.
  public var act: Act
  /// In which column, from 0.
  public var column: Int
  /// In which row, from 0.
  public var row: Int

  /// An event at a place of the screen.
  public init(_ act: Act, column: Int, row: Int) {
    self.act = act
    self.column = column
    self.row = row
  }
}
