import Basis

/// A path that is not empty; throws an `UnreadableValue`.
@Sendable private func path(_ bytes: [UInt8]) throws -> Path {
  guard !bytes.isEmpty else {
    throw UnreadableValue(what: "the path is empty", remedy: "give a path; the current folder is .")
  }
  return Path(bytes: bytes)
}

extension ValueKind where Value == Path {
  /// A folder.
  package static var folder: Self { ValueKind("DIR", .folders, read: path) }

  /// A file whose name may end in one of `extensions`.
  package static func file(_ extensions: [String] = [], named placeholder: String = "FILE") -> Self {
    ValueKind(placeholder, .files(extensions), read: path)
  }

  /// A file whose name may end in one of `extensions`, or a folder of such files.
  package static func fileOrFolder(_ extensions: [String], named placeholder: String) -> Self {
    ValueKind(placeholder, .filesAndFolders(extensions), read: path)
  }
}

extension ValueKind where Value == String {
  /// A label: it names a folder and a tag file, so it holds neither a slash nor a comma nor control characters.
  package static var label: Self {
    ValueKind("LABEL") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let isPlain = bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && !#",/"\"#.utf8.contains($0) }
      let isName = !text.isEmpty && text.utf8.count <= 100 && !text.hasPrefix(".") && !text.hasPrefix("-")
      guard isPlain, isName, text.utf8.elementsEqual(bytes) else {
        let shown = quoted(Path(bytes: bytes).description)
        throw UnreadableValue(
          what: "\(shown) cannot be a label",
          remedy: "give a short word such as GUN: no blank, slash, comma or quote, no dot or dash in front")
      }
      return text
    }
  }

  /// One of a few words, or the beginning of just one of them.
  package static func word(_ words: [String], named placeholder: String) -> Self {
    ValueKind(placeholder, .words(words)) { bytes in
      let text = Path(bytes: bytes).description
      let fitting = words.contains(text) ? [text] : words.filter { $0.hasPrefix(text) && !text.isEmpty }
      guard fitting.count == 1, let word = fitting.first else {
        throw UnreadableValue(
          what: "\(quoted(text)) is none of " + words.joined(separator: ", "),
          remedy: NearestName.of(text, among: words).map { "did you mean \($0)?" } ?? "give one of them")
      }
      return word
    }
  }
}

extension ValueKind where Value: RawRepresentable<String> & CaseIterable {
  /// One of the cases of an enumeration by its raw value.
  package static func choice(_ type: Value.Type, named placeholder: String) -> Self {
    let words = ValueKind<String>.word(Value.allCases.map(\.rawValue), named: placeholder)
    return ValueKind(placeholder, words.completion) { bytes in
      let word = try words.read(bytes)
      guard let value = Value(rawValue: word) else { throw UnreadableValue(what: word, remedy: "") }
      return value
    }
  }
}
