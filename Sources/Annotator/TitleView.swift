import Basis
import Screen

// The first row: which recording this is.
extension ScreenDrawing {
  mutating func drawTitle() {
    let rect = layout.title
    // Where there is one status row only, a word for the person stands here for as long as it is there.
    if layout.status.rows < 2, !model.isAsking, drawNote(in: rect) { return }
    guard let recording = model.recording else {
      let words = model.queue.isEmpty ? "no recordings" : "opening one of \(model.queue.count) recordings"
      grid.put(words, column: rect.column, row: rect.row, style: palette.strong, columns: rect.columns)
      return
    }
    let number = "recording \(TitleText.number(recording.index)) of \(model.queue.count) · "
    let left = rect.columns >= 60 ? number : "\(TitleText.number(recording.index))/\(model.queue.count) · "
    let path = TitleText.path(recording.path)
    var facts = titleFacts(recording)
    // The path keeps at least 16 columns; facts give way, the last one first.
    func room() -> Int { rect.columns - (left + facts.joined()).unicodeScalars.count }
    while room() < min(path.unicodeScalars.count, max(16, rect.columns / 3)), !facts.isEmpty {
      facts.removeLast()
    }
    var column = grid.put(
      left, column: rect.column, row: rect.row, style: palette.faint, columns: rect.columns)
    let shown = TitleText.elided(path, columns: room(), ellipsis: glyphs.ellipsis)
    column = grid.put(shown, column: column, row: rect.row, style: palette.strong)
    grid.put(facts.joined(), column: column, row: rect.row, style: palette.faint)
  }

  /// What there is to know of a recording, the most important first.
  private func titleFacts(_ recording: OpenedRecording) -> [String] {
    let channels = recording.channels == 1 ? "mono" : recording.channels == 2 ? "stereo" : nil
    let pending = model.pending.count == 1 ? "1 proposal" : "\(model.pending.count) proposals"
    return [
      model.isReadOnly ? " · READ ONLY" : nil,
      " · " + TimeText.full(recording.length),
      " · " + pending + (model.hasAllProposals ? "" : " so far"),
      " · " + TitleText.kilohertz(recording.sampleRate),
      " · " + (channels ?? "\(recording.channels) channels"),
    ].compactMap { $0 }
  }
}

extension Model {
  /// Whether the status line is taken by a question.
  var isAsking: Bool { if case .prompt = mode { true } else { false } }
}

/// Words of the title.
package enum TitleText {
  /// The number of a recording as people count.
  static func number(_ index: Int) -> Int { index == .max ? index : index + 1 }

  /// `44.1 kHz`.
  package static func kilohertz(_ rate: Int) -> String {
    let tenths = max(0, rate) / 100
    return tenths % 10 == 0 ? "\(tenths / 10) kHz" : "\(tenths / 10).\(tenths % 10) kHz"
  }

  /// A path as one line, each character a column wide; a byte that is no UTF-8 is a box.
  package static func path(_ path: Path) -> String {
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: path.bytes, as: UTF8.self).unicodeScalars {
      text.append(scalar == "\u{FFFD}" ? "▯" : Cell.showable(scalar))
    }
    return String(text)
  }

  /// The text, its middle left out where it is longer than so many columns: names begin and end in what tells them apart.
  package static func elided(_ text: String, columns: Int, ellipsis: String = "…") -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > columns else { return text }
    let room = columns - ellipsis.unicodeScalars.count
    guard room >= 2 else { return String(String.UnicodeScalarView(scalars.prefix(max(0, columns)))) }
    // More of the end: there stands the file's own name.
    let front = room * 2 / 5
    var shown = String.UnicodeScalarView(scalars.prefix(front))
    shown.append(contentsOf: ellipsis.unicodeScalars)
    shown.append(contentsOf: scalars.suffix(room - front))
    return String(shown)
  }
}
