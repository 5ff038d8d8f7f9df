import Terminal
import Testing

@Suite("The words of errors") struct TerminalErrorTests {
  @Test(
    "Every error has three parts, each on one line and without a full stop",
    arguments: [
      TerminalError.notTerminal(.input), .notTerminal(.output), .terminalUnnamed,
      .terminalUnknown(name: "vt\u{1B}[2J\n9000"), .terminalIncapable(name: "dumb"), .cannotOpen(code: 5),
      .taken,
    ])
  func words(error: TerminalError) {
    for part in [error.what, error.place, error.remedy] {
      #expect(!part.isEmpty)
      #expect(!part.unicodeScalars.contains { $0.value < 32 })
      #expect(part.last != ".")
    }
    #expect(error.description.split(separator: "\n").count == 3)
  }
}
