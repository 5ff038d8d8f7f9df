import Annotation
import Audio
import Basis
import Features
import Onsets
import Screen

/// Something that the annotator hears of.
package enum Message: Equatable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  case resize(Size)
  /// A recording of the queue is there.
  case opened(OpenedRecording)
  /// A recording of the queue cannot be used, and why.
  case refused(index: Int, why: String)
  /// How many samples at 16 kHz the recording with this number really has: what is compressed is opened before that is known.
  case counted(Int, index: Int)
  /// The detector has listened to the recording with this number, or to a part of it.
  case proposals([Proposal], index: Int, isComplete: Bool)
  /// The outline of the whole recording.
  case overview([Peak], index: Int, isSparse: Bool)
  /// The outline that a look asked for.
  case outline([Peak], Look, isSparse: Bool)
  /// The spectrogram that a look asked for.
  case spectrogram(SpectrogramCells, Look)
  /// Samples at 16 kHz that `Effect.samples` asked for; fewer where the recording ends.
  case samples([Float], first: Int)
  /// The pictures of the contact sheet, in its order.
  case sheet([[Peak]], index: Int)
  /// The next rise of energy, where there is one near enough, and where the cursor was when it was asked for.
  case rise(Int?, from: Int)
  /// What a burst at the cursor sounds like.
  case burst(period: Double, rounds: Int)
  /// The pictures of these proposals, in their order.
  case pictures([[Peak]], of: [Sheet.Item])
  /// The most doubtful proposal of the queue, in the recording with this number, and how many are not answered; `nil`
  /// where there is none, and where nothing is known of the queue.
  case doubtful(Int?, index: Int, left: Int?)
  /// The most doubtful proposals of the queue, the worst first.
  case doubtfulSheet([Sheet.Item], left: Int)
  /// How far learning has come, 0–1.
  case learning(Double)
  /// Learning is through, or was given up, and what came of it.
  case learnt(String, isTrouble: Bool)
  /// The proposals of the recording with this number in the light of what was learnt.
  case ranked([Proposal], index: Int)
  /// Delays at which the recording's shots echo.
  case echoes([Int], index: Int)
  /// An act was taken back or done again, of whichever recording.
  case undone(AnnotationAct?)
  case redone(AnnotationAct?)
  /// The sample that is heard now; `nil` in silence.
  case heard(Int?)
  /// Nothing can be heard, and why.
  case mute(String)
  /// What was played until now, of the recording with this number.
  case played(Range<Int>, index: Int)
  /// A tap while it plays, where it was heard.
  case tapped(Int)
  /// Everything done so far is in the tag files.
  case saved
  /// Marks were changed by somebody else, and taken over.
  case merged(Marks, index: Int)
  /// A word for the status line.
  case note(String)
  /// An error for the status line, kept until the next key.
  case trouble(String)
}

/// A recording that was opened, and what is known of it.
package struct OpenedRecording: Equatable, Sendable {
  /// Its number in the queue, from 0.
  package var index: Int
  /// Its path below the root.
  package var path: Path
  /// Samples at 16 kHz.
  package var length: Int
  /// Its own rate in Hz, and its channels.
  package var sampleRate: Int
  package var channels: Int
  package var marks: Marks
  /// Where the cursor was left.
  package var cursor: Int

  package init(
    index: Int, path: Path, length: Int, sampleRate: Int, channels: Int, marks: Marks = Marks(),
    cursor: Int = 0
  ) {
    self.index = index
    self.path = path
    self.length = length
    self.sampleRate = sampleRate
    self.channels = channels
    self.marks = marks
    self.cursor = cursor
  }
}

/// A request for the pictures of the viewport.
package struct Look: Hashable, Sendable {
  /// The recording's number in the queue.
  package var index: Int
  /// Samples at 16 kHz.
  package var range: Range<Int>
  /// Points of the outline side by side.
  package var outlineColumns: Int
  /// Cells of the spectrogram; no rows where there is no room for one.
  package var columns: Int
  package var rows: Int

  package init(index: Int, range: Range<Int>, outlineColumns: Int, columns: Int, rows: Int) {
    self.index = index
    self.range = range
    self.outlineColumns = outlineColumns
    self.columns = columns
    self.rows = rows
  }
}
