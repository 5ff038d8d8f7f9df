import Annotator
import Screen
import Testing

@Suite("The spectrogram's colours") struct ColorMapTests {
  /// Relative luminance as WCAG 2 defines it; the eight colours as xterm shows them.
  private func luminance(_ color: Color) -> Double {
    let eight: [(Double, Double, Double)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
      (229, 229, 229),
    ]
    func linear(_ value: Double) -> Double {
      // 2.2 is near enough for an order.
      let part = value / 255
      return part * part * part.squareRoot().squareRoot()
    }
    func sum(_ red: Double, _ green: Double, _ blue: Double) -> Double {
      0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    switch color {
    case .terminal: return 0
    case .indexed(let index):
      return sum(eight[Int(index) % 8].0, eight[Int(index) % 8].1, eight[Int(index) % 8].2)
    case .rgb(let red, let green, let blue): return sum(Double(red), Double(green), Double(blue))
    }
  }

  @Test(
    "Louder is brighter, in any number of colours", arguments: [ColorTier.eight, .indexed256, .truecolor])
  func order(colors: ColorTier) {
    let all = (0...255).map { luminance(ColorMap.color(UInt8($0), colors)) }
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set((0...255).map { ColorMap.color(UInt8($0), colors) }).count >= (colors == .eight ? 5 : 200))
  }

  @Test("Without colours, characters stand for levels")
  func characters() {
    #expect(ColorMap.character(0) == " ")
    #expect(ColorMap.character(255) == "@")
    #expect(ColorMap.color(255, .none) == .terminal)
  }
}
