import Basis

/// An error that came without its three parts.
package struct UnexpectedError: ThreePartError {
  package let what: String
  package let place: String
  package let remedy = "this is a mistake in Shotmark: please report it with the command line"

  /// Any error in three parts.
  package init(_ error: any Error, place: String) {
    what = String(describing: error)
    self.place = place
  }
}

/// How messages look on standard error.
package enum ErrorText {
  /// The three lines of an error, the word in front coloured where wanted.
  package static func text(of error: any ThreePartError, word: String = "error", colour: Bool) -> String {
    let rows = [(word, error.what, "1;31"), ("at", error.place, "36"), ("fix", error.remedy, "32")]
    return rows.map { name, text, code in
      let front = String(repeating: " ", count: max(0, max(5, word.count) - name.count)) + name + ":"
      return (colour ? "\u{1B}[\(code)m\(front)\u{1B}[0m" : front) + " " + plain(text) + "\n"
    }.joined()
  }

  /// Any error with its three parts.
  package static func threeParts(of error: any Error, place: String = "the command line")
    -> any ThreePartError
  {
    (error as? any ThreePartError) ?? UnexpectedError(error, place: place)
  }

  /// What is wrong, where one line must do.
  package static func short(_ error: any Error) -> String { plain(threeParts(of: error).what) }

  /// `text` on one line, without anything that a terminal would obey.
  package static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      result.append(isControl ? " " : scalar)
    }
    return String(result)
  }
}
