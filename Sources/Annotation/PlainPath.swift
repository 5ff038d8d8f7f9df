import Basis

extension Path {
  /// The path without `.` and empty components: one recording has one name.
  package var plain: Path {
    isAbsolute ? self : components.reduce(Path(bytes: [])) { $0.appending($1) }
  }
}
