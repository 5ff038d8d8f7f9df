import Annotation
import Basis

/// Names, labels, spans and acts of any shape there can be, drawn.
struct DrawnAnnotations {
  var generator: KeyedGenerator

  init(_ name: String, _ number: Int) {
    generator = RandomKey(seed: 3).adding(name).adding(number).generator()
  }

  /// A path of a few bytes: blanks, commas, quotes, line ends, percent signs and bytes that are no UTF-8 among them.
  mutating func path() -> Path {
    let pieces: [[UInt8]] = [
      Array("range/a".utf8), Array(" ".utf8), Array(",".utf8), Array("\"".utf8), Array("\n".utf8),
      Array("\r".utf8),
      Array("%".utf8), Array("=".utf8), Array("\t".utf8), [0xFF], [0xC3], Array("é".utf8), [0x01], [0x7F],
      Array("3 (20).wav".utf8), Array("+tag".utf8), Array("\\".utf8), Array("/".utf8), Array("🔫".utf8),
      Array("$".utf8),
    ]
    return Path(bytes: (0...generator.below(5)).flatMap { _ in pieces[generator.below(pieces.count)] })
  }

  /// A text of a few characters, or of none.
  mutating func text() -> String {
    let pieces = [
      "GUN", " ", "burst 18/s", ",", "\"", "\n", "%", "=", "é", "\u{301}", "\t", "[", "]", ":", "x",
    ]
    return (0..<generator.below(4)).map { _ in pieces[generator.below(pieces.count)] }.joined()
  }

  /// Small ones, ones of hours, and ones near the end of a year of sound.
  mutating func offset() -> Int {
    let limits = [10, 16_000, 16_000 * 36_000, 505_958_400_000]
    return generator.below(limits[generator.below(limits.count)])
  }

  mutating func change(of recording: Path) -> AnnotationChange {
    let path = generator.chance(0.8) ? recording : self.path()
    let (start, length) = (offset(), 1 + generator.below(100_000))
    let change: AnnotationChange =
      switch generator.below(5) {
      case 4: .many(many(of: path))
      case 0: .addTag(recording: path, label: text(), offset: start)
      case 1: .addIgnored(IgnoredSpan(path: path, start: start, end: start + length, reason: text()))
      case 2:
        .addReviewed(
          ReviewedSpan(
            path: path, start: start, end: start + length,
            how: ReviewedSpan.Review.allCases[generator.below(3)]))
      default: .reject(recording: path, offset: start)
      }
    return generator.chance(0.4) ? change.inverse : change
  }

  /// Offsets of tags, or of refused proposals.
  mutating func many(of recording: Path) -> OffsetsChange {
    let label = generator.chance(0.5) ? text() + "x" : nil
    let offsets = (0..<generator.below(12)).map { _ in offset() }
    return OffsetsChange(recording: recording, label: label, offsets: offsets, isThere: true)
  }

  mutating func act() -> AnnotationAct {
    let recording = path()
    let count = generator.chance(0.9) ? generator.below(4) : generator.below(60)
    let changes = (0..<count).map { _ in change(of: recording) }
    return AnnotationAct(changes: changes, cursor: offset(), recording: recording)
  }

  /// Records as a session writes them: never an undo or a redo without an act.
  mutating func records(_ count: Int) -> [JournalRecord] {
    var (done, undone) = (0, 0)
    return (0..<count).map { index in
      switch generator.below(10) {
      case 0...2 where done > 0:
        (done, undone) = (done - 1, undone + 1)
        return .undo
      case 3 where undone > 0:
        (done, undone) = (done + 1, undone - 1)
        return .redo
      case 4: return .place(recording: path(), cursor: offset())
      case 5: return .saved(pending: generator.below(index + 1))
      default:
        (done, undone) = (done + 1, 0)
        return .act(act())
      }
    }
  }
}
