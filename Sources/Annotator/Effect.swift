import Annotation
import Basis

/// Something that the annotator wants done outside of itself.
package enum Effect: Equatable, Sendable {
  /// Write an act into the journal, before it is shown.
  case perform(AnnotationAct)
  /// Take back or do again what was done last, in this session or an earlier one.
  case undo
  case redo
  /// Open a recording of the queue; the cursor where it was left, or here.
  case open(index: Int, cursor: Int?)
  /// Open the recording of this path, for what was undone in it.
  case openPath(Path, cursor: Int)
  /// Draw the whole recording, so many points side by side.
  case overview(index: Int, columns: Int)
  /// Draw the viewport; answered when it is there, the latest request first.
  case look(Look)
  /// Read samples at 16 kHz; answered at once.
  case samples(Range<Int>)
  /// Draw the surroundings of proposals, each of `length` samples and `columns` points.
  case sheet([Int], length: Int, columns: Int)
  /// Draw the surroundings of proposals anywhere in the queue, in the same way.
  case pictures([Sheet.Item], length: Int, columns: Int)
  /// Find the proposal whose answer is the least certain, anywhere in the queue, and open its recording.
  case doubtful(cursor: Int)
  /// Find so many of them for a contact sheet.
  case doubtfulSheet(count: Int)
  /// Learn from what is marked, and rank what is not answered anew.
  case learn
  /// Look for the next rise of energy behind (or before) a sample.
  case rise(from: Int, forward: Bool, count: Int)
  /// Listen to the burst that begins at a sample.
  case burst(from: Int)
  /// Find out at which delays these shots echo.
  case echoes([Int])
  /// Play; until `nil`: to the end.
  case play(from: Int, until: Int?, speed: Double, loops: Bool)
  case stop
  /// Where is it now that a tap came?
  case tap
  /// Replace the tag files.
  case save
  /// Remember where the session is.
  case visit(cursor: Int)
  /// Remember by how many samples this person's taps come late.
  case remember(tapLatency: Int)
  /// Put everything on the screen anew.
  case redraw
  /// Save, and leave.
  case quit
}
