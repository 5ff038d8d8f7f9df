import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Real recordings, which lie beside the package and are no part of it: in `../shared/data`, or where the environment's
/// `SHOTMARK_DATA` says. Tests on them are skipped where they are absent.
enum SharedRecordings {
  static let folder: Path = {
    if let named = getenv("SHOTMARK_DATA") { return Path(String(cString: named)) }
    let package = Path(#filePath).folder.folder.folder
    return package.folder.appending("shared/data")
  }()

  static let arePresent = folder.appending("gundata").withCString { access($0, R_OK) == 0 }

  static func path(_ relative: String) -> Path { folder.appending(relative) }

  /// The sound files of a folder, sorted by name.
  static func files(in relative: String) -> [Path] {
    let path = path(relative)
    guard let stream = path.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [Path] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Path(bytes: $0.prefix { $0 != 0 }) }
      if !name.bytes.starts(with: [UInt8(ascii: ".")]) { names.append(name) }
    }
    return names.sorted().map { path.appending($0) }
  }
}
