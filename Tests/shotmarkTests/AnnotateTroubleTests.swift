import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

// Recordings that cannot be read, or no longer.
extension AnnotateScenarioTests {
  @Test("A recording that is cut, replaced or gone while it is open is told on the status line")
  func changedWhileOpen() throws {
    let folder = try TemporaryFolder()
    for name in ["1 cut.wav", "2 replaced.wav", "3 gone.wav"] {
      try AnnotatingSession.write(Path(name), bangs: [0.5, 1.25, 2], in: folder)
    }
    let session = try AnnotatingSession(".", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    #expect(truncate(folder.path.appending("1 cut.wav").description, 5000) == 0)
    session.expect("1 cut.wav: changed on disk")
    session.type("}", until: "recording 2 of 3")
    session.expect("proposal 1")
    try FileSystem.rename(folder.path.appending("1 cut.wav"), to: folder.path.appending("2 replaced.wav"))
    session.expect("2 replaced.wav: changed on disk")
    session.type("}", until: "recording 3 of 3")
    session.expect("proposal 1")
    try FileSystem.remove(folder.path.appending("3 gone.wav"))
    session.expect("3 gone.wav: can no longer be found")
    session.type("\n", until: "· 1 GUN ·")
    session.quit()
  }

  @Test("A session that begins at a recording that can no longer be read goes to one that can, and tells")
  func unreadableLast() throws {
    let folder = try TemporaryFolder()
    try AnnotatingSession.write("a.wav", bangs: [0.5], in: folder)
    try AnnotatingSession.write("b.wav", bangs: [0.5], in: folder)
    let first = try AnnotatingSession(".", in: folder)
    first.expect("proposal 1")
    first.type("}", until: "recording 2 of 2 · b.wav")
    first.quit()
    first.close()
    try folder.write([], as: "b.wav")
    let second = try AnnotatingSession(".", in: folder)
    defer { second.close() }
    second.expect("recording 1 of 2 · a.wav")
    second.expect("b.wav: the recording is empty")
    second.quit(expecting: 1)
  }
}
