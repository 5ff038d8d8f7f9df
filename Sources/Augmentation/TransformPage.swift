/// A transform's page for people, from its own table.
package enum TransformPage {
  /// Markdown: what it does, its parameters with unit, range and default, and a step to copy.
  ///
  /// - Parameter picture: the step that the picture beside the page, `NAME.png`, shows; `nil` where there is none.
  package static func markdown(_ type: any Transform.Type, picture: String? = nil) -> String {
    let rows = type.descriptions.filter(\.isSettable)
    var parts = ["# \(type.name)", "\(type.summary).", type.about]
    if let picture {
      parts.append("![A shot before and after \(type.name)](\(type.name).png)")
      parts.append("The picture shows `\(picture)`.")
    }
    if rows.isEmpty {
      parts.append("It has no parameters.")
    } else {
      let header = ["parameter", "unit", "allowed", "default", "what it is"]
      let lines = [header, header.map { _ in "---" }] + rows.map(cells)
      parts.append(lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n"))
    }
    let kept = type.descriptions.filter { !$0.isSettable }
    if !kept.isEmpty {
      parts.append(
        "The manifest keeps besides: "
          + kept.map { "`\($0.name)` (\($0.help.prefix(1).lowercased() + $0.help.dropFirst()))" }
          .joined(separator: ", ") + ".")
    }
    parts.append("    " + example(type))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func cells(_ row: ParameterDescription) -> [String] {
    ["`\(row.name)`", row.unit, row.allowed, row.shownStandard, row.help]
  }

  /// A step with all defaults, as a recipe has it.
  static func example(_ type: any Transform.Type) -> String {
    let members = type.descriptions.filter(\.isSettable).map { "\"\($0.name)\": \($0.json)" }
    return "{" + (["\"transform\": \"\(type.name)\""] + members).joined(separator: ", ") + "}"
  }
}

extension ParameterDescription {
  /// What a recipe may say, for people.
  package var allowed: String {
    switch kind {
    case .range(let allowed, _, let distribution):
      "\(allowed.lowerBound.shown) to \(allowed.upperBound.shown)"
        + (distribution == .whole ? ", whole" : distribution == .logarithmic ? ", drawn logarithmically" : "")
    case .choice(let words, _): words.joined(separator: ", ")
    case .flag: "true, false"
    case .folder: "set, or a folder"
    case .numbers(let allowed, _): "a list of \(allowed.lowerBound.shown) to \(allowed.upperBound.shown)"
    case .drawn: ""
    }
  }

  /// The default, for people.
  package var shownStandard: String {
    switch standard {
    case .range(let range):
      range.lowerBound == range.upperBound
        ? range.lowerBound.shown : "\(range.lowerBound.shown) to \(range.upperBound.shown)"
    case .text(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .numbers(let numbers): numbers.map(\.shown).joined(separator: ", ")
    case nil: "has to be given"
    }
  }

  /// The default, as a recipe has it.
  fileprivate var json: String {
    switch standard {
    case .range(let range):
      range.lowerBound == range.upperBound
        ? range.lowerBound.shown : "[\(range.lowerBound.shown), \(range.upperBound.shown)]"
    case .text(let text): "\"\(text)\""
    case .flag(let flag): flag ? "true" : "false"
    case .numbers(let numbers): "[" + numbers.map(\.shown).joined(separator: ", ") + "]"
    case nil: "\"FOLDER\""
    }
  }
}
