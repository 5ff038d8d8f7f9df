import Basis
import Files
import Screen

/// Which key does what.
package struct Keymap: Equatable, Sendable {
  private var keys: [Act: [Key]]
  private var acts: [Key: Act]

  /// The keys that the acts have by themselves.
  package static let standard = Keymap(
    Dictionary(uniqueKeysWithValues: Act.allCases.map { ($0, $0.entry.keys) }))

  private init(_ keys: [Act: [Key]]) {
    self.keys = keys
    acts = [:]
    // Bursts borrow keys while they are laid: outside of them those keys do what they do elsewhere.
    for act in Act.allCases where !Keymap.isBorrowing(act) {
      for key in keys[act] ?? [] { acts[key] = act }
    }
  }

  /// Acts that are asked for only while a burst is laid.
  private static func isBorrowing(_ act: Act) -> Bool {
    [.burstMore, .burstFewer, .burstSlower, .burstFaster].contains(act)
  }

  /// What a key does.
  package func act(_ key: Key, inBurst: Bool = false) -> Act? {
    if inBurst,
      let act = Act.allCases.first(where: { Keymap.isBorrowing($0) && keys[$0]?.contains(key) == true })
    {
      return act
    }
    return acts[key]
  }

  /// The keys of an act; the first is the one that is shown.
  package func keys(_ act: Act) -> [Key] { keys[act] ?? [] }

  /// The key that is shown for an act, or an empty text where it has none.
  package func name(_ act: Act) -> String { keys(act).first?.name ?? "" }

  /// The standard keys with what a file says instead: `{"accept": ["Enter", "y"], "reject": "x"}`.
  ///
  /// An act that is named has these keys and no others; a key that another act had is taken from it.
  /// - Throws: `FileError.malformed` for what is no JSON, no act, no key, or a key that the file gives away twice.
  package init(json bytes: [UInt8], name: Path) throws {
    let value = try JSON.parse(bytes, name: name)
    guard let members = value.object else {
      throw Keymap.wrong(value, name, "is no object of acts and keys", "write {\"accept\": [\"Enter\"]}")
    }
    var keys = Keymap.standard.keys
    var given: [Key: Act] = [:]
    for member in members {
      guard let act = Act(rawValue: member.key) else {
        throw Keymap.wrong(
          member.value, name, "\(member.key) is no act",
          "the acts are: " + Act.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let words = member.value.array ?? [member.value]
      keys[act] = try words.map { word in
        guard let key = word.string.flatMap({ Key(name: $0) }) else {
          throw Keymap.wrong(
            word, name, word.string.map { "\"\($0)\" is no key" } ?? "this is no key",
            "write a character, or Enter, Tab, Space, Ctrl-R, F1, …")
        }
        if let other = given[key], other != act, Keymap.isBorrowing(other) == Keymap.isBorrowing(act) {
          throw Keymap.wrong(
            word, name, "\(key.name) is given to \(other.rawValue) already", "give each key to one act")
        }
        if !Keymap.isBorrowing(act) { given[key] = act }
        return key
      }
    }
    for act in Act.allCases where !Keymap.isBorrowing(act) {
      keys[act]?.removeAll { key in given[key].map { $0 != act } ?? false }
    }
    self.init(keys)
  }

  private static func wrong(_ value: JSON.Value, _ name: Path, _ what: String, _ remedy: String) -> FileError
  {
    .malformed(name, line: value.line, column: value.column, what: what, remedy: remedy)
  }
}
