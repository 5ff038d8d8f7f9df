import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// The folder of shared recordings: the environment's `SHOTMARK_DATA`, else `../shared/data` beside the package.
/// Where it is absent, the tests that need it are skipped.
enum SharedRecordings {
  static let folder: Path = {
    if let folder = getenv("SHOTMARK_DATA") { return Path(String(cString: folder)) }
    let package = Path(#filePath).folder.folder.folder
    return package.appending("../shared/data")
  }()
  static let areThere = FileSystem.isFolder(folder)
}
