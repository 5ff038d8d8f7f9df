import Basis
import Files
import TestSupport

extension TemporaryFolder {
  /// A path below the folder.
  func callAsFunction(_ name: String) -> Path { path.appending(name) }
}

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
