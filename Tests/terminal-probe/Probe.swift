import Basis
import Screen
import Terminal

#if canImport(Glibc)
  import Glibc
#endif

/// Shows a frame, the screen's properties and the last events. Ends on `q`.
enum Probe {
  static func run() throws {
    let screen = try TerminalScreen()
    defer { screen.restore() }
    var lines = ["size \(screen.size.columns)x\(screen.size.rows)", "\(screen.colors) \(screen.glyphs)"]
    while true {
      screen.show(grid(screen.size, lines))
      guard let event = screen.nextEvent(timeout: 60) else { continue }
      if event == .key(.character("q")) { return }
      if let words = try answer(to: event, screen) { lines.append(words) }
      lines = Array(lines.prefix(2) + lines.dropFirst(2).suffix(max(0, screen.size.rows - 4)))
    }
  }

  /// Calls itself until the stack runs over.
  @inline(never) private static func fall(from height: Int) -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 100) { room in
      room.initialize(repeating: height)
      return fall(from: height + 1) + room[height % 100]
    }
  }

  /// Waits for signals on a thread of its own, and lets nobody have them, as programs do that have no screen.
  static func waitForSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let waiting = signals
    Thread.start {
      var waiting = waiting
      var number: Int32 = 0
      sigwait(&waiting, &number)
      _exit(99)
    }
  }

  /// What happened, in words; keys that let something happen do so.
  private static func answer(to event: TerminalEvent, _ screen: TerminalScreen) throws -> String? {
    switch event {
    case .key(.character("C")):
      // An index out of bounds, as a program might have it by mistake.
      return [String]()[CommandLine.arguments.count]
    case .key(.character("D")):
      Thread.start { print([String]()[CommandLine.arguments.count]) }
      return nil
    case .key(.character("O")): return "\(Probe.fall(from: 0))"
    case .key(.character("E")): exit(3)
    case .key(.character("T")):
      do { _ = try TerminalScreen() } catch let error as TerminalError { return error.what }
      return "had twice"
    case .key(.character("W")):
      let waker = screen.waker
      Thread.start { waker() }
      return nil
    case .key(let key): return "key \(key.name)"
    case .mouse(let mouse): return "mouse \(mouse.act) \(mouse.column),\(mouse.row)"
    case .resize(let size): return "resize \(size.columns)x\(size.rows)"
    case .wake: return "wake"
    case .interrupted(let signal):
      while CommandLine.arguments.contains("--stubborn") { pause() }
      throw Interrupted(signal: signal)
    }
  }

  private static func grid(_ size: Size, _ lines: [String]) -> Grid {
    var grid = Grid(size)
    let edge = Cell("#", Style(.indexed(196), on: .indexed(4)))
    grid.fill(Rect(column: 0, row: 0, columns: size.columns, rows: 1), with: edge)
    grid.fill(Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1), with: edge)
    grid.put("⣿▀é", column: 1, row: 0, style: Style(.rgb(12, 200, 100), bold: true))
    for (row, line) in lines.enumerated() { grid.put(line, column: 0, row: row + 1) }
    return grid
  }
}

/// A signal that ended the program.
struct Interrupted: Error {
  let signal: Int32
}

/// A thread that does one thing.
enum Thread {
  static func start(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let work: @Sendable () -> Void
      init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work() }
        return nil
      }, Unmanaged.passRetained(Box(work)).toOpaque())
  }
}

/// Runs `body`; messages go to standard error when the terminal is given back.
func exitStatus(of body: () throws -> Void) {
  do {
    try body()
    print("left")
  } catch let end as Interrupted {
    // Words would wait for a terminal that takes no bytes.
    if !CommandLine.arguments.contains("--silent") { print("ended by signal \(end.signal)") }
    exit(128 + end.signal)
  } catch let error as any ThreePartError {
    print(error.description)
    exit(1)
  } catch {
    print("\(error)")
    exit(1)
  }
}
