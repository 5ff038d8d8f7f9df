import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// Real recordings and tags beside the project. Tests that need them are skipped, and say so, where they are absent.
public enum SharedData {
  /// What a skipped test says.
  public static let absent =
    "needs the shared recordings (set SHOTMARK_DATA, or put them into ../shared/data)"

  /// Their folder: `SHOTMARK_DATA`, or `../shared/data` beside the package.
  public static let folder: Path = {
    if let named = getenv("SHOTMARK_DATA") { return Path(String(cString: named)) }
    let package = Path(#filePath).folder.folder.folder
    return package.folder.appending("shared/data")
  }()

  /// Whether they are there.
  public static var isThere: Bool { FileSystem.exists(folder.appending("gundata/index.csv")) }
}
