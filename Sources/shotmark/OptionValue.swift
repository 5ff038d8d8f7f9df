/// What a shell offers while an argument is being typed.
package enum Completion: Sendable, Equatable {
  /// Nothing: a number or a name.
  case nothing
  /// Folders.
  case folders
  /// Files whose names end in one of these extensions (all files where there are none), and folders on the way.
  case files([String])
  /// Files with one of these extensions, or a folder itself.
  case filesAndFolders([String])
  /// One of a few words.
  case words([String])
}

/// Why an argument could not be read, before it is known which option it belongs to.
package struct UnreadableValue: Error {
  /// What is wrong with it.
  package let what: String
  /// What would be right.
  package let remedy: String
}

/// How an argument on the command line is read: its name in the help, what completes it, and its reader.
package struct ValueKind<Value: Sendable>: Sendable {
  /// The argument's name in help texts: `DIR`, `MIN:MAX`.
  package let placeholder: String
  /// What a shell offers for it.
  package let completion: Completion
  /// Reads the argument's bytes; throws an `UnreadableValue`.
  package let read: @Sendable ([UInt8]) throws -> Value

  /// A kind of argument.
  package init(
    _ placeholder: String, _ completion: Completion = .nothing,
    read: @escaping @Sendable ([UInt8]) throws -> Value
  ) {
    self.placeholder = placeholder
    self.completion = completion
    self.read = read
  }

  /// The same kind under another name in the help.
  package func named(_ placeholder: String) -> ValueKind {
    ValueKind(placeholder, completion, read: read)
  }
}
