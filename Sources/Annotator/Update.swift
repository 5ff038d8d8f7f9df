import Annotation
import Basis
import Screen

/// Takes in what happened; what has to be done outside comes back as effects, in the order in which it is to be done.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  var effects = model.take(message)
  effects += model.picturesToAsk()
  return effects
}

extension Model {
  /// What a message changes.
  fileprivate mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return press(key)
    case .mouse(let event): return point(event)
    case .resize(let size): self.size = size
    case .opened(let recording): open(recording)
    case .counted(let length, let index): if index == recording?.index { correct(length) }
    case .refused(let index, let why): return passOver(index, why)
    case .undone(let act):
      return moveBack(act, changes: act?.inverseChanges ?? [], nothing: "nothing to undo")
    case .redone(let act): return moveBack(act, changes: act?.changes ?? [], nothing: "nothing to redo")
    case .rise(let place, let origin):
      if origin == cursor {
        note = nil
        arrive(place)
      }
    case .burst(let period, let rounds): hear(period: period, rounds: rounds)
    case .heard(let place): heard = place
    case .played(let range, let index): if index == recording?.index, !range.isEmpty { played.append(range) }
    case .mute(let why): fallSilent(why)
    case .tapped(let place): return tapped(place)
    case .saved: isSaved = true
    case .note(let text): note = Note(text: text, isTrouble: false)
    case .trouble(let text): note = Note(text: text, isTrouble: true)
    case .doubtful, .doubtfulSheet, .learning, .learnt: return takeRanking(message)
    case .proposals, .ranked, .pictures, .overview, .outline, .spectrogram, .samples, .sheet, .echoes,
      .merged:
      return takePicture(message)
    }
    return []
  }

  /// What was asked for and has come; what belongs to another recording is left.
  private mutating func takePicture(_ message: Message) -> [Effect] {
    switch message {
    case .proposals(let proposals, let index, let isComplete) where index == recording?.index:
      return hear(proposals, isComplete: isComplete)
    case .overview(let peaks, let index, let isSparse) where index == recording?.index:
      (overview, overviewIsSparse) = (peaks, isSparse)
    case .outline(let peaks, let look, let isSparse) where look.index == recording?.index:
      outline = Picture(look: look, content: peaks, isSparse: isSparse)
    case .spectrogram(let cells, let look) where look.index == recording?.index:
      spectrogram = Picture(look: look, content: cells, isSparse: cells.isSparse)
    case .samples(let values, let first):
      near = Samples(first: first, values: values)
      return placeOpenTap()
    case .sheet(let pictures, let index) where index == recording?.index:
      if case .sheet(var sheet) = mode, !sheet.isOfQueue, sheet.items.count == pictures.count {
        sheet.pictures = pictures
        mode = .sheet(sheet)
      }
    case .pictures(let pictures, let items):
      if case .sheet(var sheet) = mode, sheet.items == items, items.count == pictures.count {
        sheet.pictures = pictures
        mode = .sheet(sheet)
      }
    case .ranked(let proposals, let index) where index == recording?.index: rank(proposals)
    case .echoes(let delays, let index) where index == recording?.index: echoes = delays
    case .merged(let marks, let index) where index == recording?.index:
      self.marks = marks
      refreshPending()
    default: break
    }
    return []
  }

  /// Asks for the pictures that the viewport, the size and the cursor need and that were not asked for yet.
  fileprivate mutating func picturesToAsk() -> [Effect] {
    guard let recording, Layout.fits(size) else { return [] }
    var effects: [Effect] = []
    let layout = layout
    if askedOverview != layout.overview.columns {
      askedOverview = layout.overview.columns
      effects.append(.overview(index: recording.index, columns: pointsAcross(layout.overview)))
    }
    let look = Look(
      index: recording.index, range: viewport.range, outlineColumns: pointsAcross(layout.waveform),
      columns: layout.spectrogram.columns, rows: layout.spectrogram.rows * (glyphs == .ascii ? 1 : 2))
    if asked != look {
      asked = look
      effects.append(.look(look))
    }
    let needed = Model.window(cursor, 1760, 960).clamped(to: 0..<length)
    let known = askedSamples ?? 0..<0
    if needed.lowerBound < known.lowerBound || needed.upperBound > known.upperBound {
      let range = Model.window(cursor, 1760 + 4096, 960 + 4096).clamped(to: 0..<length)
      askedSamples = range
      effects.append(.samples(range))
    }
    return effects
  }

  static func window(_ center: Int, _ before: Int, _ after: Int) -> Range<Int> {
    center - before..<center + after
  }

  /// Points of an outline across a rectangle: braille has two a column.
  private func pointsAcross(_ rect: Rect) -> Int { glyphs == .braille ? rect.columns * 2 : rect.columns }
}
