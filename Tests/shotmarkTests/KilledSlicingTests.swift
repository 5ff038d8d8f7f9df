import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Slicing that is killed")
struct KilledSlicingTests {
  /// What a set holds, but for its card, which is titled by the folder's name.
  private func contents(_ folder: TemporaryFolder, _ set: Path) throws -> [String: [UInt8]] {
    var contents = try folder.contents(of: set)
    contents["README.md"] = nil
    return contents
  }

  private func arguments(_ folder: TemporaryFolder, into set: Path) -> [[UInt8]] {
    let made = folder.path.appending("made")
    return [
      Array("slice".utf8), made.appending("Annotations").bytes, Array("--root".utf8), made.bytes,
      Array("--group-by".utf8), Array("folder".utf8), Array("--copies".utf8), Array("4".utf8),
      Array("--into".utf8), folder.path.appending(set).bytes,
    ]
  }

  @Test("at any moment and started again gives byte for byte the set of an undisturbed run")
  func killed() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_CACHE_HOME": folder.path.appending("cache").description]
    let made = try Program.shotmark(
      "synth", "--into", folder.path.appending("made").description, "--minutes", "1")
    #expect(made.status == 0)
    let whole = try Program.run(Program.shotmark, arguments(folder, into: "whole"), environment: environment)
    #expect(whole.status == 0)
    let expected = try contents(folder, "whole")
    #expect(expected.count > 20)

    var interrupted = 0
    for attempt in 0..<12 {
      let set = Path("killed \(attempt)")
      let process = try Program.start(
        Program.shotmark, arguments(folder, into: set), environment: environment, in: nil,
        output: folder.path.appending("out"), errors: folder.path.appending("err"))
      // Later at each attempt, so that reading, cutting and committing are all met.
      usleep(UInt32(2_000 + attempt * 4_000))
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      if status & 0x7F == SIGKILL { interrupted += 1 }
      let again = try Program.run(Program.shotmark, arguments(folder, into: set), environment: environment)
      #expect(again.status == 0)
      #expect(try contents(folder, set) == expected)
      #expect(!FileSystem.exists(folder.path.appending(set).appending(".pending")))
    }
    #expect(interrupted > 0)
  }
}
