import Basis

/// Finds out why argp refused a word: it says that it did, and to which word it had come, but not why.
package struct RefusedOption {
  private let options: [any CommandOption]

  /// Words for refusals of these options.
  package init(_ options: [any CommandOption]) { self.options = options }

  /// The mistake in `word`.
  package func error(in word: [UInt8]) -> UsageError {
    let dash = UInt8(ascii: "-")
    return word.starts(with: [dash, dash])
      ? long(Array(word.dropFirst(2))) : short(Array(word.dropFirst()))
  }

  private func long(_ spelling: [UInt8]) -> UsageError {
    let parts = spelling.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let name = Path(bytes: parts.first ?? [])
    let fitting = options.filter { $0.long.utf8.starts(with: name.bytes) }
    let exact = fitting.first { $0.long.utf8.elementsEqual(name.bytes) }
    if let option = exact ?? (fitting.count == 1 ? fitting.first : nil) {
      return option.placeholder.map { .missingValue(option: "--\(option.long)", placeholder: $0) }
        ?? .unwantedValue(option: "--\(option.long)")
    }
    let shown = Path("--").appendingToName(name.description)
    guard fitting.isEmpty else {
      return .ambiguousOption(shown, candidates: fitting.map { "--\($0.long)" })
    }
    let nearest = NearestName.of(name.description, among: options.map(\.long))
    return .unknownOption(shown, nearest: nearest.map { "--\($0)" })
  }

  /// Letters behind one dash: all but the last are flags, or the rest is the value.
  private func short(_ letters: [UInt8]) -> UsageError {
    for letter in letters {
      guard let option = options.first(where: { $0.short?.asciiValue == letter }) else {
        return unknown(letter, among: letters)
      }
      if let placeholder = option.placeholder {
        return .missingValue(option: "-\(Character(Unicode.Scalar(letter)))", placeholder: placeholder)
      }
    }
    return .unknownOption(Path(bytes: [UInt8(ascii: "-")] + letters), nearest: nil)
  }

  private func unknown(_ letter: UInt8, among letters: [UInt8]) -> UsageError {
    let isWord = letters.count > 1
    let text = String(decoding: letters.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
    let nearest = isWord ? NearestName.of(text, among: options.map(\.long)) : nil
    let spelling = nearest == nil ? [letter] : letters
    return .unknownOption(Path(bytes: [UInt8(ascii: "-")] + spelling), nearest: nearest.map { "--\($0)" })
  }
}
