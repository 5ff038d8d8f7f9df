import CTerminal
import Screen

#if canImport(Glibc)
  import Glibc
#endif

extension TerminalScreen {
  /// The next thing that happens at the terminal; `nil` when nothing does within `timeout` seconds.
  ///
  /// Ctrl-Z, going on again and Ctrl-L (draw everything again) are dealt with in here.
  /// - Parameter timeout: how long to wait; 0 not at all, `nil` for ever.
  public func nextEvent(timeout: Double? = nil) -> TerminalEvent? {
    let end = timeout.map { TerminalScreen.now + max(0, $0) }
    while isOpen {
      if let event = takeSignals() ?? takeEvent() { return event }
      if isLost { return .interrupted(SIGHUP) }
      let silence = decoder.patience.map { lastInput + $0 }
      let wait = [end, silence].compactMap(\.self).min().map { max(0, $0 - TerminalScreen.now) }
      if waitForInput(seconds: wait) { continue }
      let now = TerminalScreen.now
      // Nothing came: what is half there is whole, or it is over.
      if let silence, now >= silence { events += decoder.endOfPatience() }
      if let event = takeEvent() { return event }
      if let end, now >= end { return nil }
    }
    return nil
  }

  /// Seconds of a clock that nobody sets.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func takeEvent() -> TerminalEvent? {
    while !events.isEmpty {
      let event = events.removeFirst()
      guard event == .key(.control("l")) else { return event }
      redraw()
    }
    return nil
  }

  // MARK: Signals

  private func takeSignals() -> TerminalEvent? {
    while true {
      let signal = cterminal_next_signal()
      switch signal {
      case 0: return nil
      case SIGTSTP:
        stop()
        if let event = goOn() { return event }
      case SIGCONT: if let event = goOn() { return event }
      case SIGWINCH: return takeSize()
      default: return .interrupted(signal)
      }
    }
  }

  private func takeSize() -> TerminalEvent {
    size = TerminalScreen.size(description)
    painter.forget(size: size)
    return .resize(size)
  }

  private func stop() {
    cterminal_give_back()
    cterminal_stop()
  }

  /// Takes the terminal again, which the shell had meanwhile; another window may have been made of it.
  private func goOn() -> TerminalEvent? {
    enter()
    if TerminalScreen.size(description) != size { return takeSize() }
    redraw()
    return nil
  }

  // MARK: Waiting

  /// Whether something came: bytes, a signal, or somebody who wakes.
  private func waitForInput(seconds: Double?) -> Bool {
    var waiting = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
    ]
    // Rounded up, so that a wait that is over is over.
    let milliseconds = seconds.map { Int32(min($0 * 1000 + 0.999, 1e9)) } ?? -1
    let ready = poll(&waiting, 2, milliseconds)
    guard ready > 0 else { return ready < 0 && errno == EINTR }
    if waiting[1].revents != 0, pipe.drain().contains(TerminalWaker.mark) { events.append(.wake) }
    if waiting[0].revents != 0 { readInput() }
    return true
  }

  private func readInput() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(0, &bytes, bytes.count)
    if count > 0 {
      lastInput = TerminalScreen.now
      events += decoder.feed(bytes[..<count])
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      // The other end is gone.
      isLost = true
    }
  }
}
