import Basis

/// Praat's TextGrids, as text in the long or the short form: a tier of points a label.
///
/// Both forms are read as Praat itself does: what counts are the quoted texts and the numbers that stand alone;
/// everything between (`xmin =`, `points [1]:`) is for people. Of interval tiers the beginnings of those with a text
/// are read. The binary form is not.
enum TextGrid {
  static func read(_ bytes: [UInt8]) throws -> ForeignLabels {
    var tokens = TextGridTokens(bytes)
    guard try tokens.text() == "ooTextFile", try tokens.text() == "TextGrid" else {
      throw ForeignLineMisfit(.shape("this is no TextGrid"), line: 1)
    }
    _ = try tokens.number()
    let end = try tokens.number()
    let length = try? ForeignText.offset(seconds: end, shown: "\(end)")
    var marks: [ForeignLabels.Mark] = []
    if try tokens.hasTiers() {
      for _ in 0..<(try tokens.count()) { try marks += tier(&tokens) }
    }
    return ForeignLabels([ForeignLabels.Recording(path: nil, length: length, marks: marks)])
  }

  private static func tier(_ tokens: inout TextGridTokens) throws -> [ForeignLabels.Mark] {
    let (kind, name) = (try tokens.text(), try tokens.text())
    guard kind == "TextTier" || kind == "IntervalTier" else {
      throw ForeignLineMisfit(.shape("there is no tier of class \(kind)"), line: tokens.line)
    }
    _ = (try tokens.number(), try tokens.number())
    var marks: [ForeignLabels.Mark] = []
    for _ in 0..<(try tokens.count()) {
      let seconds = try tokens.number()
      let line = tokens.line
      if kind == "IntervalTier" { _ = try tokens.number() }
      let text = try tokens.text()
      if kind == "IntervalTier", text.allSatisfy(\.isWhitespace) { continue }
      do throws(ForeignMisfit) {
        let offset = try ForeignText.offset(seconds: seconds, shown: "\(seconds)")
        let label = text.isEmpty ? name : text
        marks.append(ForeignLabels.Mark(offset: offset, label: label.isEmpty ? nil : label))
      } catch {
        throw ForeignLineMisfit(error.problem, line: line)
      }
    }
    return marks
  }

  static func bytes(of recording: ForeignLabels.Recording) -> [UInt8] {
    let end = ForeignText.seconds(recording.assumedLength)
    let tiers = recording.byLabel
    var lines = [
      "File type = \"ooTextFile\"", "Object class = \"TextGrid\"", "", "xmin = 0", "xmax = \(end)",
    ]
    lines += tiers.isEmpty ? ["tiers? <absent>"] : ["tiers? <exists>", "size = \(tiers.count)", "item []:"]
    for (index, (label, marks)) in tiers.enumerated() {
      let text = quoted(label ?? "")
      lines += ["    item [\(index + 1)]:", "        class = \"TextTier\"", "        name = \(text)"]
      lines += ["        xmin = 0", "        xmax = \(end)", "        points: size = \(marks.count)"]
      for (number, mark) in marks.enumerated() {
        lines.append("        points [\(number + 1)]:")
        lines.append("            number = \(ForeignText.seconds(mark.offset))")
        lines.append("            mark = \(text)")
      }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}

/// What counts in a text file of Praat's.
struct TextGridTokens {
  private var rest: ArraySlice<UInt8>
  /// The line of what was read last, from 1.
  private(set) var line = 1
  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: [UInt8]) {
    let text = ForeignText.utf8(bytes)
    let isUTF8 = String(validating: text, as: UTF8.self) != nil
    // Older files are in Latin 1.
    rest =
      isUTF8 ? text[...] : Array(String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) })).utf8)[...]
  }

  private enum Token {
    case text([UInt8])
    case number(Double)
    case flag([UInt8])
  }

  mutating func text() throws -> String {
    guard case .text(let bytes) = try next() else { throw misfit("a text in quotes is missing here") }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func number() throws -> Double {
    guard case .number(let number) = try next() else { throw misfit("a number is missing here") }
    return number
  }

  /// How many of something follow: no more than there can be in the rest of the file.
  mutating func count() throws -> Int {
    let number = try number()
    guard number == number.rounded(), number >= 0, number <= Double(rest.count) else {
      throw misfit("\(number) is no count of what follows")
    }
    return Int(number)
  }

  mutating func hasTiers() throws -> Bool {
    guard case .flag(let word) = try next() else { throw misfit("the flag <exists> is missing here") }
    return word.elementsEqual("<exists>".utf8)
  }

  private func misfit(_ text: String) -> ForeignLineMisfit { ForeignLineMisfit(.shape(text), line: line) }

  private mutating func next() throws -> Token {
    while let byte = rest.first {
      if byte == TextGridTokens.quote { return .text(try quoted()) }
      if byte <= 0x20 {
        skip(1)
      } else if byte == UInt8(ascii: "!") {
        skip(rest.prefix { $0 != 0x0A && $0 != 0x0D }.count)
      } else {
        let word = rest.prefix { $0 > 0x20 }
        skip(word.count)
        if word.first == UInt8(ascii: "<") { return .flag(Array(word)) }
        if let number = ForeignText.number(word) { return .number(number) }
      }
    }
    throw misfit("the file ends too early")
  }

  private mutating func skip(_ count: Int) {
    for byte in rest.prefix(count) where byte == 0x0A { line += 1 }
    rest = rest.dropFirst(count)
  }

  private mutating func quoted() throws -> [UInt8] {
    skip(1)
    var content: [UInt8] = []
    while let byte = rest.first {
      if byte == TextGridTokens.quote {
        skip(1)
        guard rest.first == TextGridTokens.quote else { return content }
      }
      content.append(byte)
      skip(1)
    }
    throw misfit("a quote is opened and never closed")
  }
}
