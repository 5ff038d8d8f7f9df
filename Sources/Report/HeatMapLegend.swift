/// One line beneath a heat map that says what its frames and hatched cells mean.
struct HeatMapLegend {
  private enum Sign {
    case frame
    case dashedFrame
    case hatching
  }

  private let parts: [(sign: Sign, text: String)]
  private let font: Font

  private static let signWidth = 18.0
  private static let gap = 24.0
  private static let widestText = 320.0

  init(_ map: HeatMap, _ font: Font) {
    var parts: [(sign: Sign, text: String)] = []
    if let best = map.best, let value = map.value(best) {
      parts.append((.frame, "best " + Figures.text(value, decimals: map.decimals)))
    }
    if let alternative = map.alternative, let value = map.value(alternative) {
      let text = map.alternativeName + " " + Figures.text(value, decimals: map.decimals)
      parts.append((.dashedFrame, font.elided(text, to: HeatMapLegend.widestText)))
    }
    if map.values.contains(where: { !$0.isFinite }) { parts.append((.hatching, "missing")) }
    (self.parts, self.font) = (parts, font)
  }

  /// Pixels across.
  var width: Double { max(0, parts.reduce(0) { $0 + step($1.text) } - HeatMapLegend.gap) }

  /// From one sign to the next.
  private func step(_ text: String) -> Double {
    (HeatMapLegend.signWidth + 6 + font.width(of: text) + HeatMapLegend.gap).rounded()
  }

  /// - Parameter y: the upper end of the line.
  func draw(on canvas: Canvas, x: Double, y: Double) {
    var x = x
    for part in parts {
      let box = Box(x: x, y: y + 1, width: HeatMapLegend.signWidth, height: 12)
      switch part.sign {
      case .frame: canvas.frame(box, .ink, thickness: 2)
      case .dashedFrame: canvas.frame(box, .ink, thickness: 2, isDashed: true)
      case .hatching: canvas.hatchMissing(box)
      }
      canvas.text(part.text, x: box.right + 6, y: y, font, .quiet)
      x += step(part.text)
    }
  }
}

extension Canvas {
  /// A cell of which nothing is known.
  func hatchMissing(_ box: Box) {
    fill(box, .masked, opacity: 0.45)
    hatch(box, .hatching)
  }
}
