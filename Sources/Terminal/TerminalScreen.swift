import Basis
import CTerminal
import Screen

#if canImport(Glibc)
  import Glibc
#endif

/// The terminal that the program was started in: shows grids, tells of keys.
///
/// While it lives, the terminal is the screen's. It is given back by `restore()`, when the screen goes, when the
/// program exits, and when a signal kills it, whichever it is but SIGKILL. To be used on one thread, but for `waker`.
public final class TerminalScreen {
  /// How many columns and rows there are.
  public internal(set) var size: Size
  /// The colours that the terminal shows.
  public let colors: ColorTier
  /// The characters that it shows.
  public let glyphs: GlyphTier
  /// Wakes this screen from other threads.
  public let waker: TerminalWaker

  let description: TerminalDescription
  let modes: TerminalModes
  let output: TerminalOutput
  let pipe: WakePipe
  var painter: Painter
  var decoder: KeyDecoder
  var events: [TerminalEvent] = []
  /// When bytes came last, in seconds of the monotonic clock.
  var lastInput = 0.0
  // A screen that could not be had must give nothing back.
  var isOpen = false
  var isLost = false
  private var shown = Grid(Size(columns: 0, rows: 0))
  private var cursor: (column: Int, row: Int)?

  /// Takes the terminal. Throws a `TerminalError` where there is none, or one that cannot show a screen.
  public init() throws {
    guard isatty(0) == 1 else { throw TerminalError.notTerminal(.input) }
    guard isatty(1) == 1 else { throw TerminalError.notTerminal(.output) }
    guard let name = TerminalScreen.variable("TERM"), !name.isEmpty else {
      throw TerminalError.terminalUnnamed
    }
    description = try TerminalDescription(reading: name)
    colors = ColorTier(
      colors: description.colors, knowsRGB: description.knowsRGB, terminal: name,
      environment: TerminalScreen.variable)
    glyphs = GlyphTier(isUTF8: LocaleCharset.isUTF8(environment: TerminalScreen.variable), terminal: name)
    modes = try TerminalModes(of: 0)
    output = TerminalOutput(1)
    pipe = try WakePipe()
    waker = TerminalWaker(pipe: pipe)
    decoder = KeyDecoder(keys: description.keys)
    size = TerminalScreen.size(description)
    painter = Painter(description, colors: colors, glyphs: glyphs, size: size)
    guard cterminal_watch(pipe.writing) == 0 else { throw TerminalError.taken }
    isOpen = true
    enter()
  }

  deinit { restore() }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// What the terminal says, or else the environment, or else its description.
  static func size(_ description: TerminalDescription) -> Size {
    if let told = TerminalModes.size(of: 1) { return Size(columns: told.columns, rows: told.rows) }
    func number(_ name: String) -> Int? {
      variable(name).flatMap { Int($0) }.flatMap { (1...9999).contains($0) ? $0 : nil }
    }
    let usual = description.size
    return Size(
      columns: number("COLUMNS") ?? (usual.columns > 0 ? usual.columns : 80),
      rows: number("LINES") ?? (usual.rows > 0 ? usual.rows : 24))
  }

  /// Sets the modes, and from then on has them taken back.
  func enter() {
    var found = modes.found
    // In the background the first call waits; until it is through there is nothing to give back.
    isLost =
      !modes.apply(to: 0)
      || cterminal_hold(0, output.descriptor, &found, description.leave, description.leave.count) != 0
    send(description.enter)
    painter.forget(size: size)
  }

  func send(_ bytes: [UInt8]) {
    guard !isLost, !bytes.isEmpty else { return }
    if !output.send(bytes, isEnding: { cterminal_is_ending() != 0 }) {
      // What arrived of it is not known.
      painter.forget(size: size)
      if cterminal_is_ending() == 0 { isLost = true }
    }
  }

  /// Shows a grid; sent is only what changed since the last one.
  ///
  /// Of a grid that is larger than the screen the upper left part is shown; one that is smaller leaves the rest blank.
  /// - Parameter cursor: where the cursor blinks; none for `nil`.
  public func show(_ grid: Grid, cursor: (column: Int, row: Int)? = nil) {
    guard isOpen else { return }
    shown = grid
    self.cursor = cursor
    send(painter.paint(grid, cursor: cursor))
  }

  /// Draws everything again: something else may have written into the terminal.
  public func redraw() {
    painter.forget(size: size)
    show(shown, cursor: cursor)
  }

  /// Makes `nextEvent` return `.wake`; other threads use `waker`.
  public func wake() { waker() }

  /// Gives the terminal back as it was found; afterwards nothing is shown and no key is told. Once is enough.
  public func restore() {
    guard isOpen else { return }
    isOpen = false
    cterminal_unwatch()
  }
}
