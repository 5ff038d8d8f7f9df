import Basis
import Screen

// The cursor and what is shown.
extension Model {
  /// Puts the cursor to a sample of the recording, and shows it.
  mutating func go(to place: Int) {
    cursor = min(max(0, place), max(0, length - 1))
    follow()
  }

  /// Moves the viewport as little as shows the cursor: where it would leave, it comes to stand at a third.
  mutating func follow() {
    let margin = viewport.length / 20
    if viewport.length >= length {
      viewport.start = 0
    } else if cursor < viewport.start + margin || cursor >= viewport.end - margin {
      viewport.start = cursor - viewport.length / 3
    }
    keepInside()
  }

  private mutating func keepInside() {
    viewport.length = max(1, viewport.length)
    viewport.start = max(0, min(viewport.start, max(0, length - viewport.length)))
  }

  /// Samples that a column of the waveform stands for, at least 1.
  var samplesPerColumn: Double { max(1, Double(viewport.length) / Double(max(1, layout.waveform.columns))) }

  mutating func moveColumns(_ columns: Int) {
    let distance = Double(columns) * samplesPerColumn
    go(to: cursor + Int(max(-1e15, min(1e15, distance.rounded()))))
  }

  mutating func movePages(_ pages: Int) {
    let (distance, overflow) = viewport.length.multipliedReportingOverflow(by: pages)
    let moved = overflow ? (pages < 0 ? -length : length) : max(-length, min(length, distance))
    viewport.start += moved
    keepInside()
    go(to: cursor + moved)
  }

  mutating func goToMark(forward: Bool, times: Int) {
    for _ in 0..<min(times, marks.tags.count + 1) {
      let next =
        forward ? marks.tags.first(behind: cursor, \.offset) : marks.tags.last(before: cursor, \.offset)
      guard let next else {
        note = Note(text: forward ? "no mark behind this one" : "no mark before this one", isTrouble: false)
        return
      }
      go(to: next.offset)
    }
  }

  mutating func arrive(_ place: Int?) {
    guard let place else {
      note = Note(text: "nothing rises within ten minutes of here", isTrouble: false)
      return
    }
    go(to: place)
  }

  // How much is shown.

  /// The least that is shown: a millisecond.
  private static let closest = 16

  mutating func zoom(by factor: Double, times: Int = 1, around place: Int? = nil) {
    let place = place ?? cursor
    var wanted = Double(viewport.length)
    for _ in 0..<min(times, 40) { wanted *= factor }
    zoom(to: Int(max(1, min(1e15, wanted.rounded()))), around: place)
  }

  /// Shows `wanted` samples; what lies at `place` stays in its column.
  mutating func zoom(to wanted: Int, around place: Int) {
    let new = max(Model.closest, min(wanted, max(Model.closest, length)))
    let part = Double(place - viewport.start) / Double(viewport.length)
    viewport = Viewport(start: place - Int((part * Double(new)).rounded()), length: new)
    keepInside()
  }

  mutating func zoomTo(_ key: Key) -> [Effect] {
    mode = .normal
    let lengths = [
      "1": length, "2": Model.tenSeconds, "3": 2 * Sampling.rate, "4": Sampling.chunkLength, "5": 256,
    ]
    if let wanted = lengths[key.name] {
      zoom(to: wanted, around: cursor)
      follow()
    } else if key == .character("+") || key == .character("=") {
      zoom(by: 0.5)
    } else if key == .character("-") {
      zoom(by: 2)
    } else if keymap.act(key) != .cancel {
      note = Note(text: "1 all · 2 ten seconds · 3 two seconds · 4 a chunk · 5 16 ms", isTrouble: false)
    }
    return []
  }
}
