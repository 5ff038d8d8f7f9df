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

extension ValueKind where Value: RawRepresentable<String> & CaseIterable & Sendable {
  /// One of the cases of an enumeration, `hannSymmetric` written `hann-symmetric`.
  package static func choice(_ type: Value.Type, named placeholder: String) -> Self {
    let words = ValueKind<String>.word(ChoiceWords.all(type), named: placeholder)
    return ValueKind(placeholder, words.completion) { bytes in
      let word = try words.read(bytes)
      guard let value = Value.allCases.first(where: { ChoiceWords.word($0.rawValue) == word }) else {
        throw UnreadableValue(what: "\(word) is not known", remedy: "see --help")
      }
      return value
    }
  }
}

/// The words that stand for the cases of an enumeration on the command line.
package enum ChoiceWords {
  /// All words, in the order of the cases.
  package static func all<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> [String] {
    type.allCases.map { word($0.rawValue) }
  }

  /// `hann-symmetric` of `hannSymmetric`.
  package static func word(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }
}
