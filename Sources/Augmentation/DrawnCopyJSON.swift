import Basis
import Files

extension DrawnCopy {
  /// The copy as a manifest keeps it: one line.
  package var json: JSON.Value {
    var members = [JSON.Member("steps", .array(steps.map(\.json)))]
    if scaledDB != 0 { members.append(JSON.Member("scaled_db", .number(scaledDB))) }
    if !labels.isEmpty {
      members.append(JSON.Member("labels", .object(labels.map { ($0.label, .number($0.share)) })))
    }
    return JSON.Value(.object(members))
  }

  /// As `json`, as text.
  package var text: String { json.text(pretty: false) }

  /// What a manifest keeps.
  ///
  /// - Parameter name: the place of the text, for messages.
  /// - Throws: `FileError.malformed`.
  package init(text: String, name: Path) throws {
    let value = try JSON.parse(Array(text.utf8), name: name)
    let reader = JSONReader(name: name)
    let steps = try reader.elements(reader.member("steps", of: value), "steps")
    self.init(steps: try steps.map { try DrawnStep($0, reader) })
    scaledDB = value["scaled_db"]?.double ?? 0
    labels = try (value["labels"]?.object ?? []).map { member in
      guard let share = member.value.double, (0...1).contains(share) else {
        throw reader.wrong(member.value, "a share of a label cannot be \(member.value.text(pretty: false))")
      }
      return LabelShare(label: member.key, share: share)
    }
  }
}

extension DrawnStep {
  var json: JSON.Value {
    var members = [JSON.Member("transform", .string(transform.name))] + transform.members
    if let skipped { members.append(JSON.Member("skipped", .string(skipped.reason))) }
    return JSON.Value(.object(members))
  }

  init(_ value: JSON.Value, _ reader: JSONReader) throws {
    let type = try reader.transform(reader.member("transform", of: value))
    change = try type.read(value, reader).change
    skipped = value["skipped"]?.string.map { Skip($0) }
  }
}

extension Transform {
  var name: String { Self.name }

  /// The values of its parameters, as they are kept.
  package var members: [JSON.Member] {
    Self.parameters.compactMap { parameter in
      parameter.encode.map { JSON.Member(parameter.description.name, $0(self)) }
    }
  }

  fileprivate static func read(_ value: JSON.Value, _ reader: JSONReader) throws -> Self {
    var transform = Self()
    for parameter in parameters where parameter.encode != nil {
      let name = parameter.description.name
      let member = try reader.member(name, of: value)
      guard parameter.decode(&transform, member) else {
        throw reader.wrong(member, "\(name) of \(Self.name) cannot be \(member.text(pretty: false))")
      }
    }
    return transform
  }
}
