import Basis
import Files

/// Grids in a file, as scikit-learn's `param_grid`: an object whose members are lists, or a list of such objects.
///
///     {"max_depth": [10, 20, null], "max_features": ["sqrt", "0.1:0.5:0.1"]}
public enum GridFile {
  /// The grids of a file.
  ///
  /// - Throws: `FileError.malformed` with line and column for what is no JSON, for parameters that there are none of,
  ///   and for values that a parameter cannot have.
  public static func grids(_ bytes: [UInt8], name: Path) throws -> [[SearchAxis]] {
    let value = try JSON.parse(bytes, name: name)
    let grids = value.array ?? [value]
    guard !grids.isEmpty else { throw wrong(name, value, "there is no grid in the list", "add an object") }
    return try grids.map { try grid($0, name) }
  }

  private static func grid(_ value: JSON.Value, _ name: Path) throws -> [SearchAxis] {
    guard let members = value.object else {
      throw wrong(name, value, "a grid is an object of lists", #"write {"max_depth": [10, 20, null]}"#)
    }
    return try members.map { member in
      guard let parameter = SearchParameters.named(member.key) else {
        throw FileError.malformed(
          name, line: member.line, column: member.column, what: "there is no parameter '\(member.key)'",
          remedy: "use " + SearchParameters.all.map(\.name).joined(separator: ", "))
      }
      let values = member.value.array ?? [member.value]
      guard !values.isEmpty else {
        throw wrong(name, member.value, "\(member.key) has no value", "list at least one")
      }
      return SearchAxis(name: member.key, values: try read(values, of: parameter, name))
    }
  }

  private static func read(
    _ values: [JSON.Value], of parameter: SearchParameter, _ name: Path
  ) throws -> [ParameterValue] {
    var read: [ParameterValue] = []
    for value in values {
      guard let text = text(value), !text.contains(",") else {
        throw wrong(
          name, value, "\(parameter.name) cannot be \(value.text(pretty: false))", "give \(parameter.allowed)"
        )
      }
      do {
        for one in try parameter.values(of: text) {
          guard !read.contains(one) else {
            throw GridSearchError.twice(parameter: parameter.name, value: one.text)
          }
          read.append(one)
        }
      } catch let error as GridSearchError {
        throw wrong(name, value, error.what, error.remedy)
      }
    }
    return read
  }

  /// A scalar as it would be written on the command line; `nil` for lists and objects.
  static func text(_ value: JSON.Value) -> String? {
    switch value.content {
    case .null: "none"
    case .bool(let flag): flag ? "true" : "false"
    case .number(_, let literal): literal
    case .string(let text): text
    case .array, .object: nil
    }
  }

  private static func wrong(_ name: Path, _ value: JSON.Value, _ what: String, _ remedy: String) -> FileError
  {
    .malformed(name, line: value.line, column: value.column, what: what, remedy: remedy)
  }
}
