import Screen
import Testing

@Suite("Colours of poorer terminals") struct ColorTableTests {
  @Test("The nearest of 256 is the nearest of all of them", arguments: 0..<200)
  func nearest(number: Int) {
    let (red, green, blue) = (number * 89 % 256, number * 151 % 256, number * 37 % 256)
    let steps = [0, 95, 135, 175, 215, 255]
    typealias Entry = (Int, Int, Int, Int)
    let cube = (0..<216).map { number -> Entry in
      (16 + number, steps[number / 36], steps[number / 6 % 6], steps[number % 6])
    }
    let greys = (0..<24).map { number -> Entry in
      let level = 8 + 10 * number
      return (232 + number, level, level, level)
    }
    let table = cube + greys
    func distance(_ entry: (Int, Int, Int, Int)) -> Int {
      let (r, g, b) = (entry.1 - red, entry.2 - green, entry.3 - blue)
      return r * r + g * g + b * b
    }
    let found = Color.rgb(UInt8(red), UInt8(green), UInt8(blue)).nearestOf256
    let least = table.map(distance).min()
    #expect(table.contains { found == .indexed(UInt8($0.0)) && distance($0) == least })
  }

  @Test("Strong colours keep their hue on eight")
  func eight() {
    #expect(Color.rgb(250, 20, 10).nearestOf8 == .indexed(1))
    #expect(Color.rgb(240, 220, 20).nearestOf8 == .indexed(3))
    #expect(Color.rgb(10, 12, 14).nearestOf8 == .indexed(0))
    #expect(Color.indexed(231).nearestOf8 == .indexed(7) && Color.indexed(12).nearestOf8 == .indexed(4))
    #expect(Color.terminal.nearestOf8 == .terminal)
  }
}
