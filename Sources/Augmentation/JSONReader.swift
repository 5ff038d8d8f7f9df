import Basis
import Files

/// Takes JSON apart, and says with line and column what is wrong with it.
struct JSONReader {
  /// The file, for messages.
  let name: Path

  /// An error at a value.
  func wrong(_ value: JSON.Value, _ what: String, _ remedy: String = "put it back as Shotmark wrote it")
    -> FileError
  {
    .malformed(name, line: value.line, column: value.column, what: what, remedy: remedy)
  }

  /// An error at a key.
  func wrong(_ member: JSON.Member, _ what: String, _ remedy: String) -> FileError {
    .malformed(name, line: member.line, column: member.column, what: what, remedy: remedy)
  }

  /// A member that has to be there.
  func member(_ key: String, of value: JSON.Value) throws -> JSON.Value {
    guard let found = value[key] else { throw wrong(value, "'\(key)' is missing", "add \"\(key)\"") }
    return found
  }

  /// The elements of an array.
  func elements(_ value: JSON.Value, _ what: String) throws -> [JSON.Value] {
    guard let elements = value.array else { throw wrong(value, "'\(what)' is no list", "write [ … ]") }
    return elements
  }

  /// The members of an object, all of whose keys are known.
  func members(_ value: JSON.Value, _ what: String, allowed: [String]) throws -> [JSON.Member] {
    guard let members = value.object else {
      throw wrong(value, "\(what) is no object", "write { … } with: \(allowed.joined(separator: ", "))")
    }
    for member in members where !allowed.contains(member.key) {
      throw wrong(
        member, "\(what) has no '\(member.key)'", "it may have: \(allowed.joined(separator: ", "))")
    }
    return members
  }

  /// The transform of a name.
  func transform(_ value: JSON.Value) throws -> any Transform.Type {
    guard let name = value.string, let type = Transforms.named(name) else {
      throw wrong(
        value, "there is no transform \(value.text(pretty: false))",
        "use one of: \(Transforms.all.map { $0.name }.joined(separator: ", "))")
    }
    return type
  }
}
