import Screen
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// What painting costs: `terminal-probe --measure`, in a release build.
enum Measurement {
  static func run() {
    for colors in [ColorTier.truecolor, .indexed256, .eight] {
      measure("pictures, \(colors)", colors: colors) { picture(moved: $0, rgb: false) }
      measure("pictures of red, green and blue, \(colors)", colors: colors) { picture(moved: $0, rgb: true) }
    }
    measure("text", colors: .indexed256) { text(moved: $0) }
    measure("one cell", colors: .indexed256) { moved in
      var grid = picture(moved: 0, rgb: false)
      grid[150, 50] = Cell("x", Style(.indexed(UInt8(16 + moved % 200))))
      return grid
    }
    measure("ten rows of pictures", colors: .indexed256) { moved in
      var grid = text(moved: 0)
      let other = picture(moved: moved, rgb: false)
      for row in 40..<50 { for column in 0..<300 { grid[column, row] = other[column, row] } }
      return grid
    }
    measure("nothing", colors: .indexed256) { _ in text(moved: 0) }
  }

  /// The same through a real terminal, where standard output is one: what the system takes for it comes to it.
  static func show() throws {
    guard isatty(1) == 1 else { return }
    let screen = try TerminalScreen()
    let grids = (0..<21).map { picture(moved: $0, rgb: false) }
    screen.show(grids[0])
    let start = seconds
    for grid in grids.dropFirst() { screen.show(grid) }
    let each = Int((seconds - start) / 20 * 1e6)
    screen.restore()
    print("pictures shown at \(screen.size.columns) × \(screen.size.rows), \(screen.colors): \(each) µs")
  }

  private static let size = Size(columns: 300, rows: 100)

  private static func measure(_ name: String, colors: ColorTier, _ grid: (Int) -> Grid) {
    let description = TerminalDescription(likeXterm: "xterm-256color", colors: colors == .eight ? 8 : 256)
    var painter = Painter(description, colors: colors, glyphs: .braille, size: size)
    let grids = (0..<21).map(grid)
    _ = painter.paint(grids[0])
    var times: [Double] = []
    var bytes = 0
    for grid in grids.dropFirst() {
      let start = seconds
      bytes += painter.paint(grid).count
      times.append(seconds - start)
    }
    times.sort()
    let (middle, worst) = (Int(times[10] * 1e6), Int(times[19] * 1e6))
    print("\(name): \(bytes / 20) bytes, \(middle) µs (slowest of 20: \(worst) µs)")
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// A spectrogram in half blocks, no cell like its neighbour.
  private static func picture(moved: Int, rgb: Bool) -> Grid {
    var grid = Grid(size)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let level = ((column + moved) &* 7919 ^ row &* 104_729) % 64
        func color(_ level: Int) -> Color {
          rgb ? .rgb(UInt8(level * 3), UInt8(level * 2), UInt8(255 - level)) : .indexed(UInt8(16 + level))
        }
        grid[column, row] = Cell("▀", Style(color(level), on: color((level * 5 + 1) % 64)))
      }
    }
    return grid
  }

  private static func text(moved: Int) -> Grid {
    var grid = Grid(size)
    for row in 0..<size.rows {
      let line = (0..<size.columns).map { Character(Unicode.Scalar(UInt8(97 + ($0 + row + moved) % 26))) }
      grid.put(String(line), column: 0, row: row)
    }
    return grid
  }
}
