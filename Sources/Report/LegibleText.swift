/// Text as it may stand in a picture: on one line, of bounded length, without what is not seen.
package enum LegibleText {
  /// More of a text than fits any picture; what comes after is dropped before anything is measured.
  package static let maximumLength = 1000

  /// The text with control characters, line ends and signs that turn the direction of writing replaced by `�`.
  package static func cleaned(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(maximumLength) {
      cleaned.append(isLegible(scalar) ? scalar : "\u{FFFD}")
    }
    return String(cleaned)
  }

  private static func isLegible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
