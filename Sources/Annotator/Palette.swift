import Screen

/// The colours of everything, for as many as the terminal has; in none at all, attributes stand for them.
struct Palette {
  let colors: ColorTier
  let labels: [String]

  private func color(_ eight: UInt8, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
    switch colors {
    case .none: .terminal
    case .eight: .indexed(eight)
    case .indexed256, .truecolor: .rgb(red, green, blue)
    }
  }

  /// Whether greys and mixed colours are there.
  var isRich: Bool { colors >= .indexed256 }

  var wave: Style { isRich ? Style(.rgb(95, 160, 205)) : .plain }
  var chunk: Style { Style(color(3, 225, 170, 20)) }
  var clipped: Style {
    colors == .none ? Style(bold: true, underlined: true) : Style(color(1, 235, 50, 40), bold: true)
  }
  var ghost: Style { Style(color(5, 200, 120, 235)) }
  var focus: Style { Style(color(5, 235, 150, 255), bold: true) }
  var burst: Style { Style(color(5, 255, 130, 180), bold: true) }
  var faint: Style { isRich ? Style(.rgb(125, 125, 125)) : Style(dim: true) }
  var pendingIgnore: Style { Style(color(1, 220, 110, 90)) }
  var reviewed: Style { Style(color(2, 90, 165, 110)) }
  var heard: Style { Style(color(1, 255, 120, 40), bold: true) }
  var cursor: Style { Style(isRich ? .rgb(255, 255, 255) : .terminal, bold: true) }
  var trouble: Style { Style(color(1, 240, 70, 60), bold: true) }
  var key: Style { Style(color(6, 90, 190, 200), bold: true) }
  var strong: Style { Style(bold: true) }

  /// The colour behind the cursor's column and the viewport; `nil` where there are no colours.
  var shade: Color? { colors == .none ? nil : isRich ? .rgb(78, 78, 88) : .indexed(4) }

  /// Of the marks of a label.
  func label(_ name: String) -> Style {
    let index = labels.firstIndex(of: name) ?? labels.count
    switch index % 5 {
    case 0: return Style(color(2, 70, 205, 100), bold: true)
    case 1: return Style(color(6, 60, 200, 210), bold: true)
    case 2: return Style(color(7, 110, 140, 255), bold: true)
    case 3: return Style(color(3, 215, 215, 215), bold: true)
    default: return Style(color(1, 240, 140, 60), bold: true)
    }
  }
}
