import Basis
import Features
import Files

extension SearchRecord {
  /// Reads the record of a search; strictly, since it decides what is done on other machines.
  ///
  /// - Throws: `FileError`, and `GridSearchError.torn` where something is missing or makes no sense.
  public init(_ value: JSON.Value, name: Path) throws {
    let reader = RecordReader(name: name)
    data = Data(
      set: try reader.need(value, "set", \.string), labels: try reader.texts(value, "labels"),
      usesWeights: try reader.need(value, "weights", \.bool), chunks: try reader.need(value, "chunks", \.int),
      rowsSHA256: try reader.need(value, "rows_sha256", \.string),
      matrixSHA256: try reader.texts(value, "matrix_sha256"))
    let settings = try reader.member(value, "settings")
    var base = SearchSettings()
    for parameter in SearchParameters.all {
      parameter.set(try reader.value(reader.member(settings, parameter.name), of: parameter), &base)
    }
    guard let forestSeed = UInt64(try reader.need(settings, "forest_seed", \.string)),
      let seed = UInt64(try reader.need(value, "seed", \.string))
    else { throw reader.wrong(value, "seed") }
    base.forest.seed = forestSeed
    let scores = try reader.texts(value, "scoring").map { try SearchScore(name: $0) }
    plan = SearchPlan(
      base: base, space: try reader.space(value), random: try reader.optionalCount(value, "random"),
      halving: try reader.optionalCount(value, "halving"), division: try reader.division(value),
      nested: try reader.optionalCount(value, "nested"), scores: scores,
      refit: try SearchScore(name: try reader.need(value, "refit", \.string)),
      positive: try reader.need(value, "positive", \.string), seed: seed)
  }
}

/// Takes the record's JSON apart.
private struct RecordReader {
  let name: Path

  func wrong(_ value: JSON.Value, _ key: String) -> GridSearchError {
    .torn(name, line: value.line, what: "'\(key)' is missing or makes no sense")
  }

  func member(_ value: JSON.Value, _ key: String) throws -> JSON.Value {
    guard let member = value[key] else { throw wrong(value, key) }
    return member
  }

  func need<Part>(_ value: JSON.Value, _ key: String, _ part: (JSON.Value) -> Part?) throws -> Part {
    let found = try member(value, key)
    guard let part = part(found) else { throw wrong(found, key) }
    return part
  }

  func texts(_ value: JSON.Value, _ key: String) throws -> [String] {
    try need(value, key, \.array).map { text in
      guard let string = text.string else { throw wrong(text, key) }
      return string
    }
  }

  func optionalCount(_ value: JSON.Value, _ key: String) throws -> Int? {
    let found = try member(value, key)
    if found.isNull { return nil }
    guard let count = found.int, count >= 1 else { throw wrong(found, key) }
    return count
  }

  func value(_ value: JSON.Value, of parameter: SearchParameter) throws -> ParameterValue {
    guard let text = GridFile.text(value), let read = parameter.read(text) else {
      throw wrong(value, parameter.name)
    }
    return read
  }

  func space(_ value: JSON.Value) throws -> SearchSpace {
    SearchSpace(
      grids: try need(value, "grids", \.array).map { grid in
        guard let members = grid.object else { throw wrong(grid, "grids") }
        return try members.map { member in
          guard let parameter = SearchParameters.named(member.key), let values = member.value.array,
            !values.isEmpty
          else { throw wrong(member.value, member.key) }
          return SearchAxis(name: member.key, values: try values.map { try self.value($0, of: parameter) })
        }
      })
  }

  func division(_ value: JSON.Value) throws -> SearchDivision {
    let folds = try member(value, "folds")
    if folds.string == "manifest" { return .manifest }
    let (count, repeats) = (try need(folds, "count", \.int), try need(folds, "repeats", \.int))
    guard (2...1000).contains(count), (1...1000).contains(repeats) else { throw wrong(folds, "folds") }
    return .grouped(folds: count, repeats: repeats)
  }
}
