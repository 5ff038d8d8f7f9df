import Basis
import TestSupport

// What these tests share with others, under the same names.
typealias Finished = TestSupport.Finished
typealias Program = TestSupport.Program
typealias SpawnError = TestSupport.SpawnError
typealias Terminal = TestSupport.TerminalSession

extension Program {
  /// The command as built.
  static let shotmark = built("shotmark")

  /// Runs the command.
  static func shotmark(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    try run(shotmark, arguments.map { Array($0.utf8) }, environment: environment)
  }
}
