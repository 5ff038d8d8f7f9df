import Basis

// Playing never moves the cursor.
extension Model {
  mutating func play() -> [Effect] {
    heard == nil ? play(from: cursor) : [.stop]
  }

  mutating func play(from start: Int, until end: Int? = nil, loops: Bool = false) -> [Effect] {
    playStart = max(0, start)
    return [.play(from: start, until: end, speed: speed, loops: loops)]
  }

  /// Without sound there is nothing to tap along to.
  mutating func fallSilent(_ why: String) {
    heard = nil
    if case .tapping = mode { mode = .normal }
    note = Note(text: why, isTrouble: false)
  }

  mutating func loop() -> [Effect] {
    let range = Model.window(cursor, Sampling.rate / 4, Sampling.rate / 4).clamped(to: 0..<max(1, length))
    return play(from: range.lowerBound, until: range.upperBound, loops: true)
  }

  mutating func changeSpeed() -> [Effect] {
    speed = speed == 1 ? 0.5 : 1
    note = Note(text: speed == 1 ? "full speed" : "half speed", isTrouble: false)
    guard let heard else { return [] }
    return play(from: heard)
  }
}
