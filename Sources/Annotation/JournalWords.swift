import Basis

/// Writes the words of a journal's line.
struct JournalWords {
  private var bytes: [UInt8]
  /// Bytes in front that are kept free.
  private let reserved: Int

  /// - Parameter reserved: how many bytes will stand in front of the words.
  init(reserving reserved: Int) {
    bytes = [UInt8](repeating: 0, count: reserved)
    self.reserved = reserved
  }

  /// What has been written.
  var words: ArraySlice<UInt8> { bytes[reserved...] }

  /// The words behind `start`, which has the length that was reserved, and a line end.
  consuming func line(beginning start: [UInt8]) -> [UInt8] {
    bytes.replaceSubrange(..<reserved, with: start)
    bytes.append(0x0A)
    return bytes
  }

  private mutating func divide() { if bytes.count > reserved { bytes.append(0x20) } }

  mutating func add(_ number: Int) {
    divide()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[first...].reverse()
  }

  /// A word that needs no escaping.
  mutating func add(word: StaticString) {
    divide()
    bytes += UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
  }

  /// Any bytes, escaped; none at all are a lone percent sign.
  mutating func add(_ content: some Collection<UInt8>) {
    divide()
    if content.isEmpty { bytes.append(UInt8(ascii: "%")) }
    let isAlone = content.count == 1
    for byte in content {
      if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "%") || (isAlone && byte == UInt8(ascii: "=")) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(JournalWords.digits[Int(byte >> 4)])
        bytes.append(JournalWords.digits[Int(byte & 15)])
      } else {
        bytes.append(byte)
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

  mutating func add(_ change: AnnotationChange, of recording: Path) {
    func begin(_ writer: inout JournalWords, _ word: StaticString) {
      writer.add(word: word)
      if change.recording == recording { writer.add(word: "=") } else { writer.add(change.recording.bytes) }
    }
    switch change {
    case .addTag(_, let label, let offset), .removeTag(_, let label, let offset):
      if case .addTag = change { begin(&self, "+tag") } else { begin(&self, "-tag") }
      add(label.utf8)
      add(offset)
    case .addIgnored(let span), .removeIgnored(let span):
      if case .addIgnored = change { begin(&self, "+ignored") } else { begin(&self, "-ignored") }
      add(span)
    case .addReviewed(let span), .removeReviewed(let span):
      if case .addReviewed = change { begin(&self, "+reviewed") } else { begin(&self, "-reviewed") }
      add(span)
    case .reject(_, let offset):
      begin(&self, "+rejected")
      add(offset)
    case .unreject(_, let offset):
      begin(&self, "-rejected")
      add(offset)
    case .many(let many):
      begin(&self, many.isThere ? "+many" : "-many")
      // No label is empty.
      add((many.label ?? "").utf8)
      add(many.offsets)
    }
  }

  /// How many there are, the first one, and how far each of the others lies behind the one before: shorter by half.
  private mutating func add(_ ascending: [Int]) {
    add(ascending.count)
    // Four digits and a blank are usual; what is longer grows by itself.
    bytes.reserveCapacity(bytes.count + 6 * ascending.count)
    var last = 0
    for offset in ascending {
      add(offset - last)
      last = offset
    }
  }

  private mutating func add(_ span: some AnnotatedSpan) {
    add(span.start)
    add(span.end)
    add(span.note.utf8)
  }
}

/// Reads the words of a journal's line; whatever is no such word reads as `nil`.
struct JournalWordReader {
  private var words: ArraySlice<ArraySlice<UInt8>>

  init(_ line: ArraySlice<UInt8>) {
    words = line.split(separator: 0x20, omittingEmptySubsequences: false)[...]
  }

  var isAtEnd: Bool { words.isEmpty }

  mutating func integer() -> Int? {
    guard var word = words.popFirst(), let first = word.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    if isNegative { word.removeFirst() }
    guard !word.isEmpty else { return nil }
    var number = 0
    for byte in word {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let digit = Int(byte - 0x30)
      let (sum, overflows) = product.addingReportingOverflow(isNegative ? -digit : digit)
      if isTooLarge || overflows { return nil }
      number = sum
    }
    return number
  }

  /// A whole number that can be counted on from without overflow.
  mutating func number() -> Int? { integer().flatMap { (0..<1 << 53).contains($0) ? $0 : nil } }

  /// A number, and whatever stands behind it.
  mutating func rest() -> Int? {
    defer { words = [] }
    return number()
  }

  mutating func bytes() -> [UInt8]? {
    guard var word = words.popFirst(), !word.isEmpty else { return nil }
    let percent = UInt8(ascii: "%")
    if word.elementsEqual([percent]) { return [] }
    guard word.contains(percent) else { return Array(word) }
    var result: [UInt8] = []
    while let byte = word.popFirst() {
      guard byte == percent else {
        result.append(byte)
        continue
      }
      guard let high = word.popFirst(), let low = word.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      result.append(value)
    }
    return result
  }

  mutating func text() -> String? { bytes().flatMap { String(validating: $0, as: UTF8.self) } }

  mutating func path() -> Path? { bytes().flatMap { $0.contains(0) ? nil : Path(bytes: $0) } }

  mutating func act() -> AnnotationAct? {
    guard let cursor = integer(), let recording = path() else { return nil }
    var changes: [AnnotationChange] = []
    while !isAtEnd {
      guard let change = change(of: recording) else { return nil }
      changes.append(change)
    }
    return AnnotationAct(changes: changes, cursor: cursor, recording: recording)
  }

  private mutating func change(of own: Path) -> AnnotationChange? {
    guard let kind = text() else { return nil }
    let isOwn = words.first?.elementsEqual([UInt8(ascii: "=")]) ?? false
    guard let named = path() else { return nil }
    let path = isOwn ? own : named
    switch kind {
    case "+tag", "-tag":
      guard let label = text(), let offset = integer() else { return nil }
      let added = AnnotationChange.addTag(recording: path, label: label, offset: offset)
      return kind == "+tag" ? added : added.inverse
    case "+ignored": return span(of: path).map { .addIgnored($0) }
    case "-ignored": return span(of: path).map { .removeIgnored($0) }
    case "+reviewed": return span(of: path).map { .addReviewed($0) }
    case "-reviewed": return span(of: path).map { .removeReviewed($0) }
    case "+rejected": return integer().map { .reject(recording: path, offset: $0) }
    case "-rejected": return integer().map { .unreject(recording: path, offset: $0) }
    case "+many", "-many":
      guard let label = text(), let offsets = ascending() else { return nil }
      return .many(
        OffsetsChange(
          recording: path, label: label.isEmpty ? nil : label, offsets: offsets, isThere: kind == "+many"))
    default: return nil
    }
  }

  private mutating func ascending() -> [Int]? {
    guard let count = number(), count <= words.count else { return nil }
    var offsets: [Int] = []
    offsets.reserveCapacity(count)
    for _ in 0..<count {
      guard let distance = integer() else { return nil }
      let (offset, overflows) = (offsets.last ?? 0).addingReportingOverflow(distance)
      if overflows { return nil }
      offsets.append(offset)
    }
    return offsets
  }

  private mutating func span<Span: AnnotatedSpan>(of path: Path) -> Span? {
    guard let start = integer(), let end = integer(), let note = text() else { return nil }
    return Span(path: path, start: start, end: end, note: note)
  }
}
