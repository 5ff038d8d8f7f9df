import Screen

/// What sequences usually mean.
extension KeyDecoder {
  /// `ESC O` and a letter: keys of the keypad in the mode for programs, and F1–F4.
  static func singleShifted(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x50...0x53: .function(Int(byte) - 0x4F)
    // The numbers of the keypad, and its * + , - . /
    case 0x6A...0x79: .character(Unicode.Scalar(byte - 0x40))
    case 0x4D: .enter
    case 0x58: .character("=")
    default: arrow(byte)
    }
  }

  /// `ESC [`, numbers and a last byte; held Shift, Alt and Ctrl come as a second number and are left out.
  static func controlled(final: UInt8, _ number: Int) -> Key? {
    switch final {
    case 0x5A: .backTab
    case 0x7E, 0x5E, 0x40: numbered(number)
    case 0x50...0x53: .function(Int(final) - 0x4F)
    default: arrow(final)
    }
  }

  private static func arrow(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x41, 0x61: .up
    case 0x42, 0x62: .down
    case 0x43, 0x63: .right
    case 0x44, 0x64: .left
    case 0x46: .end
    case 0x48: .home
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  /// The numbers between semicolons; large ones stay at 99,999.
  static func numbers(_ bytes: some Sequence<UInt8>) -> [Int] {
    var numbers: [Int] = []
    var current: Int?
    for byte in bytes {
      switch byte {
      case 0x30...0x39: current = min(99_999, (current ?? 0) * 10 + Int(byte - 0x30))
      case 0x3B:
        numbers.append(current ?? 1)
        current = nil
      default: break
      }
    }
    if let current { numbers.append(current) }
    return numbers
  }
}
