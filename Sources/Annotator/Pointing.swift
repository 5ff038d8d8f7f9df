import Basis
import Screen

// The mouse, where there is one: a click moves the cursor, dragging carries it along, the wheel zooms.
extension Model {
  mutating func point(_ event: MouseEvent) -> [Effect] {
    guard recording != nil, Layout.fits(size) else { return [] }
    switch mode {
    case .normal, .burst: break
    case .help:
      if event.act == .press { mode = .normal }
      return []
    default: return []
    }
    let layout = layout
    let isInViewport =
      layout.waveform.contains(column: event.column, row: event.row)
      || layout.spectrogram.contains(column: event.column, row: event.row)
      || layout.ruler.contains(column: event.column, row: event.row)
    if layout.overview.contains(column: event.column, row: event.row) {
      guard event.act == .press || event.act == .drag else { return [] }
      let place = Viewport(start: 0, length: max(1, length))
        .sample(column: event.column - layout.overview.column, of: layout.overview.columns)
      go(to: place)
    } else if isInViewport {
      let place = viewport.sample(column: event.column - layout.waveform.column, of: layout.waveform.columns)
      switch event.act {
      case .press, .drag:
        cursor = min(max(0, place), max(0, length - 1))
        if case .burst(var burst) = mode {
          burst.start = cursor
          mode = .burst(burst)
        }
      case .wheelUp: zoom(by: 0.5, around: place)
      case .wheelDown: zoom(by: 2, around: place)
      case .release: break
      }
    }
    return []
  }
}
