import Basis
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output could not be written.
package struct OutputError: ThreePartError {
  package let what: String
  package let place = "standard output"
  package let remedy = "make room there, or send the output elsewhere"
}

/// The way out: data to standard output, messages to standard error. Nothing else in Shotmark prints.
///
/// May be used from any thread. A progress line in the way is taken off before a message and put back after it.
package final class Console: Sendable {
  private struct Output {
    var buffer: [UInt8] = []
    var isClosed = false
    var error: Int32 = 0
  }

  private struct Messages {
    var isQuiet = false
    var isColoured = TerminalState.wantsColour(.auto, 2)
    var line = ""
  }

  private let resumable = Atomic<Bool>(false)
  private let output = Mutex(Output())
  private let messages = Mutex(Messages())
  /// Whether standard error is a terminal, so that progress is drawn on one line.
  package let drawsProgress = TerminalState.isTerminal(2)

  /// The console of this process.
  package init() {}

  /// Takes over what the common options say.
  package func configure(_ arguments: Arguments) {
    let choice = arguments.optional(CommonOptions.colour) ?? .auto
    messages.withLock {
      $0.isQuiet = arguments.has(CommonOptions.quiet)
      $0.isColoured = TerminalState.wantsColour(choice, 2)
    }
  }

  /// Whether only data and errors are wanted.
  package var isQuiet: Bool { messages.withLock { $0.isQuiet } }

  /// Writes a line of data.
  package func print(_ text: String) { write(Array((text + "\n").utf8)) }

  /// Writes data; kept until there is enough of it or `flush` is called.
  package func write(_ bytes: [UInt8]) {
    output.withLock { output in
      guard !output.isClosed else { return }
      output.buffer += bytes
      if output.buffer.count >= 1 << 16 { Console.drain(&output) }
    }
  }

  /// Whether whoever read the data has gone away, or it cannot be written.
  package var isClosed: Bool { output.withLock { $0.isClosed } }

  /// Hands over all data. A reader who has gone away (`| head`) is no error; a full disk is.
  package func flush() throws {
    let code = output.withLock { output in
      Console.drain(&output)
      return output.error
    }
    guard code != 0 else { return }
    throw OutputError(what: "the output could not be written: \(String(cString: strerror(code)))")
  }

  private static func drain(_ output: inout Output) {
    guard !output.isClosed, !output.buffer.isEmpty else { return }
    let code = writeAll(1, output.buffer)
    output.buffer.removeAll(keepingCapacity: true)
    guard code != 0 else { return }
    output.isClosed = true
    output.error = code == EPIPE ? 0 : code
  }

  /// Writes a message that `--quiet` silences.
  package func note(_ text: String) {
    messages.withLock { messages in
      guard !messages.isQuiet else { return }
      Console.say(ErrorText.plain(text) + "\n", around: messages.line)
    }
  }

  /// Writes something that is doubtful but no failure, in three parts; `--quiet` silences it.
  package func warn(_ error: any ThreePartError) {
    messages.withLock { messages in
      guard !messages.isQuiet else { return }
      let text = ErrorText.text(of: error, word: "warning", colour: messages.isColoured)
      Console.say(text, around: messages.line)
    }
  }

  /// Writes an error in three parts.
  package func report(_ error: any Error, place: String = "the command line") {
    let error = ErrorText.threeParts(of: error, place: place)
    messages.withLock { messages in
      Console.say(ErrorText.text(of: error, colour: messages.isColoured), around: messages.line)
    }
  }

  /// Shows `line` in place of the progress line shown before; an empty one takes it off.
  package func draw(_ line: String) {
    messages.withLock { messages in
      guard line != messages.line else { return }
      Console.say("", around: messages.line, line)
      messages.line = line
    }
  }

  /// Whether the work at hand goes on where it was when the same command is run again.
  package var isResumable: Bool {
    get { resumable.load(ordering: .relaxed) }
    set { resumable.store(newValue, ordering: .relaxed) }
  }

  /// The last words before a signal ends the process. Waits for nobody who may be stuck in writing.
  package func farewell() {
    let text =
      isResumable ? "interrupted: the same command run again goes on where it was" : "interrupted"
    let isDone = messages.withLockIfAvailable { messages in
      Console.say(messages.isQuiet ? "" : text + "\n", around: messages.line, "")
      return true
    }
    if isDone == nil { _ = Console.writeAll(2, Array("\n\(text)\n".utf8)) }
  }

  private static func say(_ text: String, around line: String, _ next: String? = nil) {
    let erase = line.isEmpty ? "" : "\r\u{1B}[K"
    _ = writeAll(2, Array((erase + text + (next ?? line)).utf8))
  }

  private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
