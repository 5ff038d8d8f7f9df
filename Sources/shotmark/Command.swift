import Basis

/// The command: finds the subcommand, reads its arguments, runs it, and turns what comes of it into an exit status.
package struct Command: Sendable {
  /// The exit status of a wrong command line.
  static let usageStatus: Int32 = 2

  let subcommands: [Subcommand]
  let console: Console

  /// Does what `words` say, the first being the command's own name; returns the exit status.
  func run(_ words: [[UInt8]]) -> Int32 {
    do {
      let outcome = try perform(words)
      try console.flush()
      return outcome.rawValue
    } catch {
      // What was already written belongs before the message; its own error would hide this one.
      try? console.flush()
      console.report(error)
      return error is UsageError ? Command.usageStatus : Outcome.failure.rawValue
    }
  }

  private func perform(_ words: [[UInt8]]) throws -> Outcome {
    var arguments = Arguments()
    defer { console.configure(arguments) }
    let reader = ArgumentReader(CommonOptions.group.options, stopsAtArgument: true)
    let reading = try reader.read(words, into: &arguments)
    if arguments.has(CommonOptions.help) { return show(HelpText.text(of: subcommands)) }
    if arguments.has(CommonOptions.version) { return showVersion() }
    guard let name = reading.positional.first else { throw UsageError.missingSubcommand }
    let (table, rest) = try find([name] + words[min(reading.rest, words.count)...])
    return try perform(table, rest, &arguments)
  }

  private func perform(_ table: Subcommand, _ rest: [[UInt8]], _ arguments: inout Arguments) throws -> Outcome
  {
    defer { console.configure(arguments) }
    let words = [Array("shotmark \(table.name)".utf8)] + rest
    let reading = try ArgumentReader(table.options).read(words, into: &arguments)
    if arguments.has(CommonOptions.help) { return show(HelpText.text(of: table)) }
    if arguments.has(CommonOptions.version) { return showVersion() }
    try arguments.finish(reading.positional, table)
    console.configure(arguments)
    console.isResumable = table.isResumable
    guard let run = table.run else { throw UsageError.unknownSubcommand(Path(table.name), nearest: nil) }
    return try run(arguments, console)
  }

  /// The subcommand that `words` begin with, and the words behind its name.
  private func find(_ words: [[UInt8]]) throws -> (Subcommand, [[UInt8]]) {
    func begins(_ table: Subcommand) -> Bool {
      table.words.count <= words.count && zip(table.words, words).allSatisfy { $0.utf8.elementsEqual($1) }
    }
    if let table = subcommands.first(where: begins) {
      return (table, Array(words.dropFirst(table.words.count)))
    }
    let name = words.first.map { Path(bytes: $0) } ?? ""
    let kinds = subcommands.filter { $0.words.count > 1 && $0.words[0].utf8.elementsEqual(name.bytes) }
    guard kinds.isEmpty else {
      throw UsageError.missingKind(verb: name.description, kinds: kinds.map { $0.words[1] })
    }
    let nearest = NearestName.of(name.description, among: subcommands.map { $0.words[0] })
    throw UsageError.unknownSubcommand(name, nearest: nearest)
  }

  private func show(_ text: String) -> Outcome {
    console.write(Array(text.utf8))
    return .success
  }

  private func showVersion() -> Outcome { show("shotmark \(Shotmark.version)\n") }
}
