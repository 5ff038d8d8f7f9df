import Screen

/// Turns what a terminal sends into keys and the mouse's doings, byte by byte. Whatever comes, it goes on.
///
/// Known are the strings of the terminal's description and, since many terminals send others than their
/// descriptions say, those of xterm, rxvt and the Linux console (ECMA-48 control sequences, `ESC O` keys).
/// Ctrl-H, Ctrl-I, Ctrl-J and Ctrl-M are Backspace, Tab, Enter and Enter: terminals send the same for both.
package struct KeyDecoder {
  private enum State: Equatable {
    case ground
    case escape
    case control
    case singleShift
    /// `ESC [ [`, the Linux console's F1–F5.
    case consoleFunction
    /// The bytes of a mouse's place in the old form: what, column, row.
    case oldMouse
    /// The answer to a question that nobody asked: up to BEL or `ESC \`.
    case string
    case paste
    /// Bytes of a character that are still to come.
    case character(Int)
  }

  private let keys: [[UInt8]: Key]
  private var state = State.ground
  /// What has come since the sequence's `ESC`, or the character's first byte.
  private var sequence: [UInt8] = []
  private var leftIsDown = false

  /// A decoder for a terminal whose keys send these strings.
  package init(keys: [[UInt8]: Key] = [:]) { self.keys = keys }

  /// How many seconds of silence end what is half there: with them an `ESC` is the Esc key. `nil` where nothing is.
  package var patience: Double? {
    switch state {
    case .ground: nil
    case .paste, .string: 1
    default: 0.05
    }
  }

  /// What bytes mean.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    for byte in bytes { take(byte, &events) }
    return events
  }

  /// Silence has lasted for `patience`.
  package mutating func endOfPatience() -> [TerminalEvent] {
    defer { restart() }
    return state == .escape ? [.key(.escape)] : []
  }

  private mutating func restart(_ state: State = .ground, _ sequence: [UInt8] = []) {
    self.state = state
    self.sequence = sequence
  }

  private mutating func take(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    switch state {
    case .ground: takeFirst(byte, &events)
    case .escape: takeAfterEscape(byte, &events)
    case .control: takeInControl(byte, &events)
    case .singleShift: takeShifted(byte, &events)
    case .consoleFunction:
      sequence.append(byte)
      finish((0x41...0x45).contains(byte) ? .function(Int(byte) - 0x40) : nil, &events)
    case .oldMouse:
      sequence.append(byte)
      guard sequence.count == 6 else { return }
      let place = sequence.suffix(3).map { Int($0) - 32 }
      restart()
      report(code: place[0], column: place[1], row: place[2], isRelease: place[0] & 3 == 3, &events)
    case .string:
      sequence = [sequence.last ?? 0, byte].suffix(2)
      if byte == 0x07 || sequence.elementsEqual([0x1B, 0x5C]) { restart() }
    case .paste:
      sequence = (sequence + [byte]).suffix(6)
      if sequence.elementsEqual("\u{1B}[201~".utf8) { restart() }
    case .character(let missing): takeContinuation(byte, missing, &events)
    }
  }

  // MARK: Characters

  private mutating func takeFirst(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    switch byte {
    case 0x1B: restart(.escape, [byte])
    case 0x08, 0x7F: events.append(.key(.backspace))
    case 0x09: events.append(.key(.tab))
    case 0x0A, 0x0D: events.append(.key(.enter))
    case 0x01...0x1A: events.append(.key(.control(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: events.append(.key(.character(Unicode.Scalar(byte))))
    case 0xC2...0xDF: restart(.character(1), [byte])
    case 0xE0...0xEF: restart(.character(2), [byte])
    case 0xF0...0xF4: restart(.character(3), [byte])
    default: break
    }
  }

  private mutating func takeContinuation(_ byte: UInt8, _ missing: Int, _ events: inout [TerminalEvent]) {
    guard byte & 0xC0 == 0x80 else {
      restart()
      return takeFirst(byte, &events)
    }
    sequence.append(byte)
    guard missing == 1 else {
      state = .character(missing - 1)
      return
    }
    // Neither the long form of a shorter character, nor half of a pair, nor a control character in disguise.
    if let text = String(validating: sequence, as: UTF8.self), let scalar = text.unicodeScalars.first,
      scalar.value >= 0xA0
    {
      events.append(.key(.character(scalar)))
    }
    restart()
  }

  // MARK: Sequences

  private mutating func takeAfterEscape(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    sequence.append(byte)
    if let key = keys[sequence] { return finish(key, &events) }
    switch byte {
    case 0x5B: state = .control
    case 0x4F: state = .singleShift
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string
    default:
      // Esc, and another key right behind it.
      restart()
      events.append(.key(.escape))
      takeFirst(byte, &events)
    }
  }

  private mutating func takeShifted(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    sequence.append(byte)
    switch byte {
    // Numbers for Shift, Alt and Ctrl, as some terminals put them here.
    case 0x30...0x3B: if sequence.count > 64 { sequence.removeLast() }
    case 0x20...0x7E: finish(KeyDecoder.singleShifted(byte), &events)
    default:
      restart()
      takeFirst(byte, &events)
    }
  }

  private mutating func takeInControl(_ byte: UInt8, _ events: inout [TerminalEvent]) {
    let isFirst = sequence.count == 2
    sequence.append(byte)
    switch byte {
    case 0x5B where isFirst: state = .consoleFunction
    case 0x4D where isFirst && keys[sequence] == nil: state = .oldMouse
    case 0x20...0x3F: if sequence.count > 64 { sequence.removeLast() }
    case 0x40...0x7E: finishControl(final: byte, &events)
    default:
      restart()
      takeFirst(byte, &events)
    }
  }

  private mutating func finishControl(final: UInt8, _ events: inout [TerminalEvent]) {
    let body = sequence.dropFirst(2).dropLast()
    if body.first == 0x3C, final == 0x4D || final == 0x6D {
      let numbers = KeyDecoder.numbers(body.dropFirst())
      restart()
      guard numbers.count == 3 else { return }
      return report(
        code: numbers[0], column: numbers[1], row: numbers[2], isRelease: final == 0x6D, &events)
    }
    if body.elementsEqual("200".utf8), final == 0x7E { return restart(.paste) }
    // A terminal's answers begin with one of < = > ?, keys never.
    let isAnswer = (0x3C...0x3F).contains(body.first ?? 0)
    finish(isAnswer ? nil : KeyDecoder.controlled(final: final, KeyDecoder.numbers(body).first ?? 1), &events)
  }

  /// The sequence is whole: the description's word on it counts before what is usual.
  private mutating func finish(_ usual: Key?, _ events: inout [TerminalEvent]) {
    if let key = keys[sequence] ?? usual { events.append(.key(key)) }
    restart()
  }

  // MARK: The mouse

  private mutating func report(
    code: Int, column: Int, row: Int, isRelease: Bool, _ events: inout [TerminalEvent]
  ) {
    guard column > 0, row > 0 else { return }
    guard let act = act(code: code, isRelease: isRelease) else { return }
    events.append(.mouse(MouseEvent(act, column: column - 1, row: row - 1)))
  }

  /// Shift, Alt and Ctrl (4, 8, 16) are left out of what is told.
  private mutating func act(code: Int, isRelease: Bool) -> MouseEvent.Act? {
    switch code & ~0b11100 {
    case 64: return isRelease ? nil : .wheelUp
    case 65: return isRelease ? nil : .wheelDown
    case 0 where !isRelease:
      leftIsDown = true
      return .press
    case 32 where leftIsDown: return isRelease ? nil : .drag
    // The old form does not say which button was released.
    case 0, 3:
      guard leftIsDown, isRelease else { return nil }
      leftIsDown = false
      return .release
    default: return nil
    }
  }
}
