import Basis
import Files

extension Recipe {
  /// Reads a recipe, strictly: what is misspelt or impossible is named with line and column, and what is allowed.
  ///
  /// - Throws: `FileError`.
  package init(reading file: Path) throws {
    try self.init(bytes: FileSystem.read(file, limit: 1 << 20), name: file)
  }

  /// As above, from the file's bytes.
  package init(bytes: [UInt8], name file: Path) throws {
    let reader = JSONReader(name: file)
    let value = try JSON.parse(bytes, name: file, depth: 32)
    let members = try reader.members(
      value, "a recipe", allowed: ["about", "copies", "share", "labels", "balance", "levels", "steps"])
    let steps = try reader.elements(reader.member("steps", of: value), "steps")
    self.init(name: file.stem.description, steps: try steps.map { try RecipeStep($0, reader) })
    source = value
    for member in members {
      switch member.key {
      case "about": about = try reader.text(member)
      case "copies": copies = try reader.count(member, in: 0...1000)
      case "share": share = try reader.number(member, in: 0...1)
      case "labels":
        labels = try reader.elements(member.value, "labels").map { try reader.text($0, "labels") }
      case "balance": balancesLabels = try reader.flag(member)
      case "levels": matchesLevels = try reader.word(member, of: ["kept", "matched"]) == "matched"
      default: break
      }
    }
    guard !self.steps.isEmpty else {
      throw reader.wrong(
        value["steps"] ?? value, "the recipe has no steps", "add one, such as {\"transform\": \"gain\"}")
    }
  }
}

extension RecipeStep {
  /// Reads `{"transform": …}`, `{"one_of": […]}` or `{"sequence": […]}`.
  init(_ value: JSON.Value, _ reader: JSONReader, also: [String] = []) throws {
    let kinds = ["transform", "one_of", "sequence"].filter { value[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      throw reader.wrong(
        value, kinds.isEmpty ? "this step says nothing to do" : "this step says two things at once",
        "give it one of: transform, one_of, sequence")
    }
    let probability = try value["probability"].map { value in
      try reader.number(JSON.Member("probability", value), in: 0...1)
    }
    let content: Content
    switch kind {
    case "transform":
      let type = try reader.transform(reader.member(kind, of: value))
      content = .transform(type, try reader.settings(value, of: type, also: also))
    case "one_of":
      _ = try reader.members(value, "this step", allowed: ["one_of", "probability"] + also)
      let choices = try reader.elements(reader.member(kind, of: value), kind)
      guard !choices.isEmpty else {
        throw reader.wrong(value, "there is nothing to choose from", "give one_of some steps")
      }
      content = .oneOf(try choices.map { try Choice($0, reader) })
    default:
      _ = try reader.members(value, "this step", allowed: ["sequence", "probability"] + also)
      content = .sequence(
        try reader.elements(reader.member(kind, of: value), kind).map { try RecipeStep($0, reader) })
    }
    self.init(content, probability: probability ?? 1)
  }
}

extension RecipeStep.Choice {
  fileprivate init(_ value: JSON.Value, _ reader: JSONReader) throws {
    let weight = try value["weight"].map { value in
      try reader.number(JSON.Member("weight", value), in: 1e-6...1e6)
    }
    self.init(weight: weight ?? 1, step: try RecipeStep(value, reader, also: ["weight"]))
  }
}

extension JSONReader {
  fileprivate func text(_ member: JSON.Member) throws -> String { try text(member.value, member.key) }

  fileprivate func text(_ value: JSON.Value, _ key: String) throws -> String {
    guard let text = value.string else {
      throw wrong(value, "'\(key)' is no text", "write it in double quotes")
    }
    return text
  }

  fileprivate func flag(_ member: JSON.Member) throws -> Bool {
    guard let flag = member.value.bool else {
      throw wrong(member.value, "'\(member.key)' is neither true nor false", "write true or false")
    }
    return flag
  }

  fileprivate func word(_ member: JSON.Member, of words: [String]) throws -> String {
    guard let word = member.value.string, words.contains(word) else {
      throw wrong(
        member.value, "'\(member.key)' cannot be \(member.value.text(pretty: false))",
        "use one of: \(words.joined(separator: ", "))")
    }
    return word
  }

  fileprivate func count(_ member: JSON.Member, in range: ClosedRange<Int>) throws -> Int {
    guard let count = member.value.int, range.contains(count) else {
      throw wrong(
        member.value, "'\(member.key)' cannot be \(member.value.text(pretty: false))",
        "give a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  fileprivate func number(_ member: JSON.Member, in range: ClosedRange<Double>) throws -> Double {
    guard let number = member.value.double, range.contains(number) else {
      throw wrong(
        member.value, "'\(member.key)' cannot be \(member.value.text(pretty: false))",
        "give a number from \(range.lowerBound.shown) to \(range.upperBound.shown)")
    }
    return number
  }

  /// What is said about a transform's parameters.
  fileprivate func settings(_ value: JSON.Value, of type: any Transform.Type, also: [String]) throws
    -> Settings
  {
    let descriptions = type.descriptions.filter(\.isSettable)
    let names = descriptions.map(\.name)
    let members = try members(
      value, type.name, allowed: ["transform", "probability"] + also + names)
    var settings = Settings()
    for member in members {
      guard let description = descriptions.first(where: { $0.name == member.key }) else { continue }
      settings[member.key] = try setting(member, description)
    }
    for description in descriptions where description.standard == nil && settings[description.name] == nil {
      throw wrong(
        value, "\(type.name) needs '\(description.name)'", "name it: \(description.help)")
    }
    return settings
  }

  private func setting(_ member: JSON.Member, _ description: ParameterDescription) throws -> Setting {
    switch description.kind {
    case .range(let allowed, _, let distribution):
      return .range(try range(member, in: allowed, isWhole: distribution == .whole))
    case .choice(let words, _): return .text(try word(member, of: words))
    case .flag: return .flag(try flag(member))
    case .folder: return .text(try text(member))
    case .numbers(let allowed, _):
      return .numbers(
        try elements(member.value, member.key).map { element in
          try number(JSON.Member(member.key, element), in: allowed)
        })
    case .drawn: return .flag(false)
    }
  }

  /// A number, or `[least, most]`.
  private func range(_ member: JSON.Member, in allowed: ClosedRange<Double>, isWhole: Bool) throws
    -> ClosedRange<Double>
  {
    let ends = member.value.array ?? [member.value]
    let remedy =
      "give a\(isWhole ? " whole" : "") number from \(allowed.lowerBound.shown) to \(allowed.upperBound.shown), "
      + "or [least, most]"
    let numbers = ends.compactMap { isWhole ? $0.int.map(Double.init) : $0.double }
    guard (1...2).contains(ends.count), numbers.count == ends.count, numbers.allSatisfy(allowed.contains)
    else {
      throw wrong(member.value, "'\(member.key)' cannot be \(member.value.text(pretty: false))", remedy)
    }
    guard let least = numbers.first, let most = numbers.last, least <= most else {
      throw wrong(member.value, "'\(member.key)' ends before it begins", remedy)
    }
    return least...most
  }
}

extension Double {
  /// Without a fraction where there is none.
  var shown: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : "\(self)" }
}
