import Basis
import Screen

// Where the cursor is, what is marked, what was just done.
extension ScreenDrawing {
  mutating func drawStatus() {
    var rect = layout.status
    let first = rect.takeTop(1)
    if case .prompt(let prompt) = model.mode {
      drawPrompt(prompt, in: rect.isEmpty ? first : rect)
      if rect.isEmpty { return }
    } else if !rect.isEmpty {
      drawNote(in: rect)
    }
    drawSegments(in: first)
  }

  private mutating func drawSegments(in rect: Rect) {
    let segments = StatusSegment.fitted(statusSegments, columns: rect.columns, joint: 3)
    var column = rect.column
    for (index, segment) in segments.enumerated() {
      if index > 0 { column = grid.put(" · ", column: column, row: rect.row, style: palette.faint) }
      column = grid.put(segment.texts.first ?? "", column: column, row: rect.row, style: segment.style)
    }
  }

  private var statusSegments: [StatusSegment] {
    var segments: [StatusSegment] = []
    if let name = model.mode.name ?? (model.isByDoubt ? "BY DOUBT" : nil) {
      let style = Style(palette.focus.foreground, bold: true, reversed: true)
      segments.append(StatusSegment(" \(name) ", style: style, weight: 9))
    }
    if let count = model.count { segments.append(StatusSegment("\(count)×", style: palette.key, weight: 10)) }
    guard let recording = model.recording else { return segments }
    segments.append(
      StatusSegment("#\(model.cursor)  \(TimeText.full(model.cursor))", style: palette.strong, weight: 10))
    segments.append(proposalSegment)
    segments += tagSegments
    segments.append(
      StatusSegment(
        "next mark \(model.label)", "next \(model.label)", style: palette.label(model.label), weight: 6))
    if let ignored = model.marks.ignored(at: model.cursor) {
      let reason = ignored.reason.isEmpty ? "ignored" : "ignored: \(ignored.reason)"
      segments.append(StatusSegment(reason, "ignored", style: palette.faint, weight: 6))
    }
    if let start = model.ignoreStart {
      let style = palette.pendingIgnore
      segments.append(
        StatusSegment("ignoring from \(TimeText.full(start))", "ignoring", style: style, weight: 7))
    }
    if let learning = model.learning {
      let percent = "\(Int((max(0, min(1, learning)) * 100).rounded())) %"
      segments.append(
        StatusSegment("learning" + glyphs.ellipsis + " " + percent, percent, style: palette.ghost, weight: 7))
    }
    if let heard = model.heard { segments.append(heardSegment(heard)) }
    if model.speed != 1 { segments.append(StatusSegment("half speed", weight: 4)) }
    segments.append(StatusSegment(zoomText + " a column", zoomText + "/col", weight: 5))
    segments.append(
      StatusSegment("recording \(TitleText.number(recording.index)) of \(model.queue.count)", weight: 0))
    segments.append(savedSegment)
    return segments
  }

  private var proposalSegment: StatusSegment {
    let (all, left) = (model.proposals.count, model.pending.count)
    if let focus = model.focus, let index = model.proposals.index(at: focus, \.offset) {
      return StatusSegment(
        "proposal \(index + 1) of \(all), \(left) left", "proposal \(index + 1)/\(all)",
        "\(index + 1)/\(all)",
        style: palette.focus, weight: 8)
    }
    guard model.hasAllProposals else {
      return StatusSegment(
        "\(left) proposals, still listening", "\(left) left" + glyphs.ellipsis, style: palette.ghost,
        weight: 7)
    }
    guard left > 0 else {
      return StatusSegment("no proposals left", "none left", style: palette.reviewed, weight: 7)
    }
    return StatusSegment("\(left) of \(all) proposals left", "\(left) left", style: palette.ghost, weight: 7)
  }

  /// How many marks each label has; labels of the tag files first, in their order.
  private var tagSegments: [StatusSegment] {
    let counts = model.marks.counts
    let others = counts.keys.filter { !model.labels.contains($0) }.sorted()
    let named = (model.labels + others).filter { counts[$0] != nil }
    guard !named.isEmpty else { return [StatusSegment("no marks", "0 marks", weight: 6)] }
    return named.map { StatusSegment("\(counts[$0] ?? 0) \($0)", style: palette.label($0), weight: 6) }
  }

  private func heardSegment(_ heard: Int) -> StatusSegment {
    StatusSegment("playing \(TimeText.full(heard))", "playing", style: palette.heard, weight: 4)
  }

  private var savedSegment: StatusSegment {
    if model.isReadOnly { return StatusSegment("read only", style: palette.trouble, weight: 9) }
    return model.isSaved
      ? StatusSegment("saved", style: palette.reviewed, weight: 8)
      : StatusSegment("unsaved", style: palette.clipped, weight: 8)
  }

  private var zoomText: String {
    let samples = Double(model.viewport.length) / Double(max(1, layout.waveform.columns))
    let perMillisecond = Double(Sampling.rate) / 1000
    if samples >= perMillisecond * 10_000 { return TitleText.rounded(samples / Double(Sampling.rate)) + " s" }
    if samples >= perMillisecond { return TitleText.rounded(samples / perMillisecond) + " ms" }
    return TitleText.rounded(samples) + (samples == 1 ? " sample" : " samples")
  }

  func style(of note: Model.Note) -> Style { note.isTrouble ? palette.trouble : .plain }

  /// The last word for the person, or else what the mode is about; says whether there was anything.
  @discardableResult
  mutating func drawNote(in rect: Rect) -> Bool {
    let text: String
    let style: Style
    if let note = model.note, !note.text.isEmpty {
      (text, style) = (note.text, self.style(of: note))
    } else if let hint = modeHint {
      (text, style) = (hint, palette.burst)
    } else {
      return false
    }
    let shown = TitleText.elided(text, columns: rect.columns, ellipsis: glyphs.ellipsis)
    grid.put(shown, column: rect.column, row: rect.row, style: style)
    return true
  }

  private mutating func drawPrompt(_ prompt: Prompt, in rect: Rect) {
    var column = grid.put(prompt.question + ": ", column: rect.column, row: rect.row, style: palette.strong)
    // The end of a long text stays in view: there the cursor is.
    let room = max(1, rect.endColumn - column - 1)
    let shown = String(String.UnicodeScalarView(prompt.text.unicodeScalars.suffix(room)))
    column = grid.put(shown, column: column, row: rect.row)
    grid[min(column, rect.endColumn - 1), rect.row] = Cell(" ", Style(reversed: true))
  }
}
