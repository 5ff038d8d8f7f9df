extension Font {
  /// The text, cut short with `…` at its end where it is wider than `width` pixels; empty where not even that fits.
  public func elided(_ text: String, to width: Double) -> String {
    let text = LegibleText.cleaned(text)
    if widthAsIs(text) <= width, text.unicodeScalars.count < LegibleText.maximumLength { return text }
    let count = fitting(text, within: width, endingWith: "…")
    if count > 0 { return String(text.prefix(count)) + "…" }
    return widthAsIs("…") <= width ? "…" : ""
  }

  /// The text with its middle replaced by `…` where it is wider than `width` pixels: of a file's name both ends count.
  public func elidedInTheMiddle(_ text: String, to width: Double) -> String {
    let text = LegibleText.cleaned(text)
    if widthAsIs(text) <= width { return text }
    let characters = Array(text)
    let longest = longest(upTo: characters.count) { count in
      widthAsIs(Font.withoutMiddle(characters, keeping: count)) <= width
    }
    return longest > 1 ? Font.withoutMiddle(characters, keeping: longest) : elided(text, to: width)
  }

  /// The text on at most `lines` lines of `width` pixels, broken at blanks where there are any; the last line is cut
  /// short with `…` where more would follow.
  public func wrapped(_ text: String, to width: Double, lines: Int) -> [String] {
    var rest = LegibleText.cleaned(text)[...]
    var wrapped: [String] = []
    while !rest.isEmpty, wrapped.count < lines {
      let remaining = String(rest)
      if wrapped.count == lines - 1 || widthAsIs(remaining) <= width {
        return wrapped + [elided(remaining, to: width)]
      }
      let count = max(1, fitting(remaining, within: width, endingWith: ""))
      let candidate = rest.prefix(count + 1)
      let end = candidate.lastIndex(of: " ") ?? rest.index(rest.startIndex, offsetBy: count)
      let line = rest[..<max(end, rest.index(after: rest.startIndex))]
      wrapped.append(String(line))
      rest = rest[line.endIndex...].drop { $0 == " " }
    }
    return wrapped
  }

  /// How many of the first characters, with an ending behind them, are no wider than `width`.
  private func fitting(_ text: String, within width: Double, endingWith ending: String) -> Int {
    longest(upTo: text.count) { widthAsIs(String(text.prefix($0)) + ending) <= width }
  }

  /// The largest count that fits, by halving; 0 where none does.
  private func longest(upTo count: Int, fits: (Int) -> Bool) -> Int {
    var (fitting, tooMany) = (0, count + 1)
    while tooMany - fitting > 1 {
      let middle = (fitting + tooMany) / 2
      if fits(middle) { fitting = middle } else { tooMany = middle }
    }
    return fitting
  }

  private static func withoutMiddle(_ characters: [Character], keeping count: Int) -> String {
    String(characters.prefix(count - count / 2)) + "…" + String(characters.suffix(count / 2))
  }
}
