import Basis

/// Words for what a number must be.
private func wanted(_ kind: String, _ range: ClosedRange<Int>) -> String {
  range.upperBound == Int.max
    ? "give \(kind), at least \(range.lowerBound)"
    : "give \(kind) from \(range.lowerBound) to \(range.upperBound)"
}

/// A whole number written in digits alone, with a minus where it is negative; throws an `UnreadableValue`.
private func wholeNumber(_ bytes: [UInt8], in range: ClosedRange<Int>, remedy: String) throws -> Int {
  let text = Path(bytes: bytes).description
  let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
  guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
    throw UnreadableValue(what: "\(quoted(text)) is not a whole number", remedy: remedy)
  }
  guard let number = Int(text), range.contains(number) else {
    throw UnreadableValue(what: "\(text) is out of range", remedy: remedy)
  }
  return number
}

/// A value as it is shown in a message.
package func quoted(_ text: String) -> String {
  text.isEmpty ? "an empty word" : text.contains(" ") ? "'\(text)'" : text
}

extension ValueKind where Value == Int {
  /// A whole number in `range`, without a suffix.
  package static func count(in range: ClosedRange<Int>, named placeholder: String = "N") -> Self {
    let remedy = wanted("a whole number", range)
    return ValueKind(placeholder) { try wholeNumber($0, in: range, remedy: remedy) }
  }
}

extension ValueKind where Value == Int {
  /// A number of bytes: `65536`, or with K, M or G for 1024 of the unit before, `64K`.
  package static func size(in range: ClosedRange<Int>) -> Self {
    let remedy = wanted("a number of bytes", range) + ", K, M or G behind it for 1024 of the last: 64K, 1M"
    return ValueKind("SIZE") { bytes in
      let units = ["K", "M", "G"].map { Character($0).asciiValue ?? 0 }
      let power = bytes.last.flatMap { last in units.firstIndex { $0 | 0x20 == last | 0x20 } }
      let digits = power == nil ? bytes[...] : bytes.dropLast()
      let text = quoted(Path(bytes: bytes).description)
      guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
        throw UnreadableValue(what: "\(text) is not a size", remedy: remedy)
      }
      let number = Int(Path(bytes: digits).description) ?? Int.max
      let (size, overflow) = number.multipliedReportingOverflow(by: power.map { 1 << (10 * ($0 + 1)) } ?? 1)
      guard !overflow, range.contains(size) else {
        throw UnreadableValue(what: "\(text) is out of range", remedy: remedy)
      }
      return size
    }
  }
}

extension ValueKind where Value == UInt64 {
  /// What random choices follow from: any whole number of 64 bits.
  package static var seed: Self {
    ValueKind("N") { bytes in
      let text = Path(bytes: bytes).description
      let isNumber = !bytes.isEmpty && bytes.allSatisfy { (48...57).contains($0) }
      guard isNumber, let seed = UInt64(text) else {
        throw UnreadableValue(
          what: "\(quoted(text)) is not a seed",
          remedy: "give a whole number from 0 to \(UInt64.max), such as 7")
      }
      return seed
    }
  }
}

extension ValueKind where Value == Double {
  /// A decimal number in `range`.
  package static func number(in range: ClosedRange<Double>, named placeholder: String) -> Self {
    let remedy = "give a number from \(range.lowerBound) to \(range.upperBound)"
    return ValueKind(placeholder) { bytes in
      let text = Path(bytes: bytes).description
      let plain = !bytes.isEmpty && bytes.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      guard plain, let number = Double(text) else {
        throw UnreadableValue(what: "\(quoted(text)) is not a number", remedy: remedy)
      }
      guard range.contains(number) else {
        throw UnreadableValue(what: "\(text) is out of range", remedy: remedy)
      }
      return number
    }
  }
}

extension ValueKind where Value == ClosedRange<Int> {
  /// Two whole numbers, the least and the most, as `MIN:MAX`.
  package static func span(in range: ClosedRange<Int>, example: String) -> Self {
    let remedy =
      "give MIN:MAX with \(range.lowerBound) <= MIN <= MAX <= \(range.upperBound), such as \(example)"
    return ValueKind("MIN:MAX") { bytes in
      let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        let text = Path(bytes: bytes).description
        throw UnreadableValue(what: "\(quoted(text)) is not two numbers with a colon between", remedy: remedy)
      }
      let least = try wholeNumber(Array(parts[0]), in: range, remedy: remedy)
      let most = try wholeNumber(Array(parts[1]), in: range, remedy: remedy)
      guard least <= most else {
        throw UnreadableValue(what: "\(least):\(most) ends before it begins", remedy: remedy)
      }
      return least...most
    }
  }
}

extension ValueKind {
  /// Several values with commas between.
  package static func list<Element>(of kind: ValueKind<Element>) -> ValueKind<[Element]> {
    ValueKind<[Element]>(kind.placeholder + ",...") { bytes in
      try bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { try kind.read(Array($0)) }
    }
  }
}
