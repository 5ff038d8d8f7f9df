import Basis
import Files
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Texts kept in Tests/Goldens. With SHOTMARK_RECORD=1 they are written anew, and the tests fail, so that a
/// recording run is never taken for a passing one.
enum Golden {
  private static let folder = Path(#filePath).folder.folder.appending("Goldens")

  /// Expects that `text` is what is kept under `name`.
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let file = folder.appending(name)
    if getenv("SHOTMARK_RECORD").map({ String(cString: $0) }) == "1" {
      try FileSystem.makeFolder(file.folder)
      try AtomicFile.write(Array(text.utf8), to: file)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let kept = String(decoding: try FileSystem.read(file), as: UTF8.self)
    guard text != kept else { return }
    let (new, old) = (lines(text), lines(kept))
    let first =
      zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(new.count, old.count)
    Issue.record(
      """
      \(name) differs from line \(first + 1) on (SHOTMARK_RECORD=1 records it anew)
      kept: \(first < old.count ? old[first] : "(end)")
       now: \(first < new.count ? new[first] : "(end)")
      """, sourceLocation: sourceLocation)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
