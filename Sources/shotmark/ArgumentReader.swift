import Basis
import CArgp

#if canImport(Glibc)
  import Glibc
#endif

/// Reads words by glibc's argp: long and short options, abbreviations, options behind arguments, `--` and `-`.
///
/// argp parses and stays silent; what it refuses is worded by `RefusedOption`.
package final class ArgumentReader {
  private let options: [any CommandOption]
  private let keys: [Int32]
  private var given: [(option: any CommandOption, bytes: [UInt8])] = []
  private var positional: [[UInt8]] = []
  private var lastNext: Int32 = 1
  private var isAnswered = false
  private var refusal: UsageError?
  private let stopsAtArgument: Bool
  private var stop: Int?

  /// A reader of `options`. With `stopsAtArgument` reading ends behind the first word that is no option.
  package init(_ options: [any CommandOption], stopsAtArgument: Bool = false) {
    self.options = options
    self.stopsAtArgument = stopsAtArgument
    keys = options.indices.map { index in
      options[index].short?.asciiValue.map { Int32($0) } ?? Int32(0x1000 + index)
    }
  }

  /// What was read of `words`.
  package struct Reading {
    /// The words that are no options.
    package var positional: [[UInt8]]
    /// The index of the first word that was not looked at; the count of words where all were.
    package var rest: Int
  }

  /// Reads `words`, the first being the name of the command; options go into `arguments`, those before a mistake
  /// too. Stops behind `--help` and `--version`. Throws a `UsageError`.
  package func read(_ words: [[UInt8]], into arguments: inout Arguments) throws -> Reading {
    defer {
      given.removeAll()
      positional.removeAll()
    }
    let status = parse(words)
    for (option, bytes) in given {
      do { arguments.record(try option.read(bytes), for: option) } catch let error as UnreadableValue {
        throw UsageError.unreadable(error.what, place: "option --\(option.long)", remedy: error.remedy)
      }
    }
    if let refusal { throw refusal }
    guard status == 0 || status == ECANCELED else {
      throw UsageError.conflict(
        "the command line could not be read", options: "the command line", remedy: "see --help")
    }
    return Reading(positional: positional, rest: stop ?? words.count)
  }

  private func parse(_ words: [[UInt8]]) -> Int32 {
    let texts = CTexts()
    var table = zip(options, keys).map { option, key in
      argp_option(
        name: texts.add(option.long), key: key, arg: option.placeholder.flatMap { texts.add($0) }, flags: 0,
        doc: nil, group: 0)
    }
    table.append(argp_option())
    var argv = words.map { texts.add($0) }
    argv.append(nil)
    cargp_set_usage_status(2)
    let order = stopsAtArgument ? UInt32(cargp_in_order) : 0
    return table.withUnsafeBufferPointer { table in
      var parser = argp()
      parser.options = table.baseAddress
      parser.parser = { key, value, state in
        guard let state, let input = state.pointee.input else { return Int32(cargp_refused) }
        return Unmanaged<ArgumentReader>.fromOpaque(input).takeUnretainedValue().take(key, value, state)
      }
      return argp_parse(
        &parser, Int32(words.count), &argv, UInt32(cargp_silent) | order, nil,
        Unmanaged.passUnretained(self).toOpaque())
    }
  }

  private func take(
    _ key: Int32, _ value: UnsafeMutablePointer<CChar>?, _ state: UnsafeMutablePointer<argp_state>
  ) -> Int32 {
    if let index = keys.firstIndex(of: key) {
      given.append((options[index], ArgumentReader.bytes(value)))
      lastNext = state.pointee.next
      isAnswered = [CommonOptions.help.long, CommonOptions.version.long].contains(options[index].long)
      return isAnswered ? Int32(cargp_stop) : 0
    }
    switch key {
    case Int32(cargp_argument):
      positional.append(ArgumentReader.bytes(value))
      lastNext = state.pointee.next
      if stopsAtArgument {
        stop = Int(state.pointee.next)
        state.pointee.next = state.pointee.argc
      }
      return 0
    case Int32(cargp_failed):
      if !isAnswered { refusal = refused(state.pointee) }
      return 0
    default:
      return Int32(cargp_unknown)
    }
  }

  /// getopt moves on to the next word with the last letter of one: the refused word is the next one where it has
  /// not moved since the last thing it read, and else the one before.
  private func refused(_ state: argp_state) -> UsageError {
    let words = (0..<Int(state.argc)).map { ArgumentReader.bytes(state.argv[$0]) }
    let next = Int(state.next)
    var index = state.next == lastNext ? next : next - 1
    let isOption = words.indices.contains(index) && words[index].first == UInt8(ascii: "-")
    if !isOption || words[index].count < 2 { index = next }
    guard words.indices.contains(index) else { return .unknownOption("-", nearest: nil) }
    return RefusedOption(options).error(in: words[index])
  }

  private static func bytes(_ text: UnsafeMutablePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    return UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
  }
}

/// C strings that live as long as this does.
private final class CTexts {
  private var pointers: [UnsafeMutablePointer<CChar>] = []

  func add(_ bytes: some Collection<UInt8>) -> UnsafeMutablePointer<CChar>? {
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { pointer[index] = CChar(bitPattern: byte) }
    pointer[bytes.count] = 0
    pointers.append(pointer)
    return pointer
  }

  func add(_ text: String) -> UnsafePointer<CChar>? { UnsafePointer(add(Array(text.utf8))) }

  deinit { for pointer in pointers { pointer.deallocate() } }
}
