import Basis
import Screen

// A key is taken by what is open (a question, a burst, a page), or does its act.
extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    keyCount += 1
    note = nil
    switch mode {
    case .normal: return pressPlainly(key)
    case .burst(let burst): return press(key, laying: burst)
    case .tapping: return pressTapping(key)
    case .prompt(let prompt): return press(key, asked: prompt)
    case .label: return chooseLabel(key)
    case .zoom: return zoomTo(key)
    case .sheet(let sheet): return press(key, on: sheet)
    case .help(let line): return press(key, helpLine: line)
    case .confirmingNothing:
      mode = .normal
      return keymap.act(key) == .nothing ? finishWithNothing() : []
    case .confirmingQuit:
      mode = .normal
      return keymap.act(key) == .quit ? [.quit] : []
    }
  }

  private mutating func pressPlainly(_ key: Key) -> [Effect] {
    if collectDigit(key) { return [] }
    let times = count ?? 1
    defer { count = nil }
    guard let act = keymap.act(key) else {
      note = Note(text: "\(key.name) does nothing; \(keymap.name(.help)) shows the keys", isTrouble: false)
      return []
    }
    guard recording != nil || [.quit, .help, .nextRecording, .previousRecording, .redraw].contains(act) else {
      return []
    }
    if Model.inOrder.contains(act) { isByDoubt = false }
    return perform(act, times: times)
  }

  /// Who goes along the recordings as they lie is no longer led by doubt.
  private static let inOrder: Set<Act> = [.skip, .back, .previousRecording, .nextRecording, .cancel]

  /// Digits before a key say how often; `0` alone is a key of its own.
  private mutating func collectDigit(_ key: Key) -> Bool {
    guard case .character(let scalar) = key, ("0"..."9").contains(scalar) else { return false }
    if scalar == "0", count == nil { return false }
    count = min((count ?? 0) * 10 + Int(scalar.value - 48), 1_000_000_000)
    return true
  }

  /// Does an act; `times` is the count before its key, 1 without.
  package mutating func perform(_ act: Act, times: Int = 1) -> [Effect] {
    switch act {
    case .accept: return accept()
    case .reject: return rejectFocus()
    case .skip: for _ in 0..<min(times, pending.count + 1) { skip() }
    case .back: for _ in 0..<min(times, passed.count + 1) { goBack() }
    case .acceptAll: return settleAllInView(accepting: true)
    case .rejectAll: return settleAllInView(accepting: false)
    case .sheet: return openSheet()
    case .doubtful: return [.doubtful(cursor: cursor)]
    case .doubtfulSheet: return openQueueSheet()
    case .learn: return learn()
    case .mark: return markSnapped()
    case .markExactly: return mark(cursor, words: "marked exactly")
    case .nudgeLeft: return nudge(-times)
    case .nudgeRight: return nudge(times)
    case .snap: return snapHere()
    case .delete: return deleteHere()
    case .label: mode = .label
    case .ignore: ignoreHere()
    case .cut: return cutHere()
    case .burst: return beginBurst()
    case .tap: return beginTapping()
    case .undo: return isReadOnly ? refuse() : [.undo]
    case .redo: return isReadOnly ? refuse() : [.redo]
    case .burstMore, .burstFewer, .burstSlower, .burstFaster: break
    default: return performMoving(act, times: times)
    }
    return []
  }

  private mutating func performMoving(_ act: Act, times: Int) -> [Effect] {
    switch act {
    case .left: moveColumns(-times)
    case .right: moveColumns(times)
    case .pageLeft: movePages(-times)
    case .pageRight: movePages(times)
    case .begin: go(to: 0)
    case .end: go(to: length - 1)
    case .nextRise: return [.rise(from: cursor, forward: true, count: times)]
    case .previousRise: return [.rise(from: cursor, forward: false, count: times)]
    case .nextMark: goToMark(forward: true, times: times)
    case .previousMark: goToMark(forward: false, times: times)
    case .goTo: mode = .prompt(Prompt(.time))
    case .zoomIn: zoom(by: 0.5, times: times)
    case .zoomOut: zoom(by: 2, times: times)
    case .zoomTo: mode = .zoom
    default: return performOutside(act, times: times)
    }
    return []
  }

  private mutating func performOutside(_ act: Act, times: Int) -> [Effect] {
    switch act {
    case .play: return play()
    case .playChunk: return play(from: chunk.lowerBound, until: chunk.upperBound)
    case .loop: return loop()
    case .halfSpeed: return changeSpeed()
    case .done: return finish()
    case .nothing: return finishWithNothingAsking()
    case .previousRecording: return leave(for: (recording?.index ?? 0) - times)
    case .nextRecording: return leave(for: (recording?.index ?? -1) + times)
    case .save: return [.save]
    case .quit: return [.quit]
    case .help: mode = .help(0)
    case .redraw: return [.redraw]
    case .cancel:
      ignoreStart = nil
      return [.stop]
    default: break
    }
    return []
  }

  /// What somebody is told who can only look.
  mutating func refuse() -> [Effect] {
    note = Note(text: "read only: somebody else has these tag files", isTrouble: true)
    return []
  }
}
