/// A key as a terminal can tell it.
public enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// A letter with Ctrl held: `control("r")`.
  case control(Unicode.Scalar)
  case enter, tab, backTab, backspace, escape, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1–F12.
  case function(Int)
}

extension Key {
  private static let named: [(Key, String)] = [
    (.character(" "), "Space"), (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.backspace, "Backspace"), (.escape, "Esc"), (.delete, "Delete"), (.insert, "Insert"), (.up, "Up"),
    (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"),
    (.pageUp, "PageUp"), (.pageDown, "PageDown"),
  ]

  /// As help pages and `keys.json` write it: `a`, `Ctrl-R`, `Space`, `F1`.
  public var name: String {
    if let known = Key.named.first(where: { $0.0 == self }) { return known.1 }
    switch self {
    case .character(let scalar): return String(Character(scalar))
    case .control(let scalar): return "Ctrl-" + String(Character(scalar)).uppercased()
    case .function(let number): return "F\(number)"
    default: return ""
    }
  }

  /// The key of a name; names of more than one character are read in any case. `nil` for what is none.
  public init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1, let only = scalars.first {
      guard only.value > 32, only.value != 127 else { return nil }
      self = .character(only)
      return
    }
    let lower = name.lowercased()
    if let known = Key.named.first(where: { $0.1.lowercased() == lower }) {
      self = known.0
    } else if lower.hasPrefix("ctrl-"), scalars.count == 6, let letter = lower.unicodeScalars.last,
      ("a"..."z").contains(letter)
    {
      self = .control(letter)
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }
}
